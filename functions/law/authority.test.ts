import { describe, expect, it } from 'vitest';
import { localDate } from '../kernel/dates.ts';
import { unitKinds } from '../units/unit.ts';
import { authorityNotes, levelOf } from './authority.ts';
import { holdsOn } from './datum.ts';

describe('what is said of powers', () => {
  it('covers every kind of unit once, on each day since the first regime, with its source', () => {
    const days = ['2017-10-01', '2023-12-31', '2024-01-01', '2025-06-30', '2025-07-01', '2026-11-25'];
    for (const kind of unitKinds) {
      const notes = authorityNotes().filter((note) => note.kinds.includes(kind));
      expect(notes, kind).toHaveLength(1);
      for (const day of days)
        expect(notes[0]?.terms.filter((term) => holdsOn(term, localDate(day)))).toHaveLength(1);
    }
  });

  it('gives a level on every day that is held, but to districts once they are gone, and on no day before', () => {
    for (const kind of unitKinds) {
      const isDistrict = ['CITY', 'DISTRICT'].includes(kind);
      expect(levelOf(kind, localDate('2025-06-30')), kind).toBeDefined();
      expect(levelOf(kind, localDate('2025-07-01')) === undefined, kind).toBe(isDistrict);
      expect(levelOf(kind, localDate('2017-09-30')), kind).toBeUndefined();
    }
  });
});
