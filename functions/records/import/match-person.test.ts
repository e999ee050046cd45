import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { givens, middles, surnames } from '../../../test/support/legacy.ts';
import { localDate } from '../../kernel/dates.ts';
import { derivedId, type Id } from '../../kernel/ids.ts';
import { fold } from '../../kernel/text.ts';
import type { Subject } from '../../subjects/subject.ts';
import { directoryOf, matchPerson, type Match } from './match-person.ts';
import type { Person } from './row.ts';

const id = <P extends 'sub' | 'unt'>(prefix: P, of: string): Id<P> =>
  derivedId(prefix, createHash('sha256').update(of).digest());
const [here, there] = [id('unt', 'here'), id('unt', 'there')];
const days = ['1985-06-01', '1990-02-03'].map(localDate);

const name = fc
  .tuple(
    fc.constantFrom(...surnames.slice(0, 3)),
    fc.constantFrom(...middles.slice(0, 2)),
    fc.constantFrom(...givens.slice(0, 3)),
  )
  .map((parts) => parts.join(' '));
const day = fc.constantFrom(null, ...days);
const subjects = fc
  .array(fc.record({ name, birthDate: day, unitId: fc.constantFrom(here, there) }), { maxLength: 12 })
  .map((all) =>
    all.map((one, n): Subject => ({
      ...one,
      id: id('sub', String(n)),
      kind: 'INDIVIDUAL',
      position: null,
      sex: null,
      group: null,
      idNumber: null,
      refUnitId: null,
      affiliations: [],
      version: 1,
    })),
  );
const person = fc
  .record({ name, birthDate: day })
  .map((one): Person => ({ ...one, subjectId: null, idNumber: null, unitText: null }));
const match = (of: Person, among: readonly Subject[], numbers = new Map<string, Subject>()): Match =>
  matchPerson(of, 'COMPLETION', new Set([here]), directoryOf(among, numbers));
const mayBe = (of: Person) => (one: Subject) =>
  one.unitId === here &&
  fold(one.name) === fold(of.name) &&
  (one.birthDate === null || of.birthDate === null || one.birthDate === of.birthDate);

describe('whom a row means', () => {
  it('is sure only of the one in the unit with that name, its marks, and that birth date, and nobody who may be the same', () => {
    fc.assert(
      fc.property(subjects, person, (all, of) => {
        const alike = all.filter(mayBe(of));
        const exact = alike.filter(
          (one) => one.name === of.name && of.birthDate !== null && one.birthDate === of.birthDate,
        );
        const found = match(of, all);
        if (alike.length === 1 && exact.length === 1)
          expect(found).toEqual({ how: 'ONE', subject: exact[0] });
        else if (alike.length === 0) expect(found).toEqual({ how: 'NOBODY' });
        else expect(found).toEqual({ how: 'UNSURE', candidates: alike.slice(0, 10) });
      }),
    );
  });

  it('takes a number for its bearer wherever the unit, but asks when name or birth date say otherwise', () => {
    fc.assert(
      fc.property(subjects, person, (all, of) => {
        const [bearer] = all;
        if (!bearer) return;
        const found = match({ ...of, idNumber: '036185000123' }, all, new Map([['036185000123', bearer]]));
        const agrees =
          bearer.name === of.name &&
          (of.birthDate === null || bearer.birthDate === null || of.birthDate === bearer.birthDate);
        expect(found).toEqual(
          agrees ? { how: 'ONE', subject: bearer } : { how: 'UNSURE', candidates: [bearer] },
        );
      }),
    );
  });

  it('never is sure of a namesake when the number given is nobody’s', () => {
    fc.assert(
      fc.property(subjects, person, (all, of) => {
        expect(match({ ...of, idNumber: '036185000123' }, all).how).not.toBe('ONE');
      }),
    );
  });
});
