import { describe, expect, it } from 'vitest';
import { localDate, type LocalDate } from '../kernel/dates.ts';
import { unitKinds } from '../units/unit.ts';
import { levelOf, mayDecide } from './authority.ts';
import { awardOn, awardsOn } from './awards.ts';

const date = localDate;

describe('the catalogue of awards', () => {
  it('knows each regime: exemplary communes from 2024, no district award from 2025-07-01', () => {
    expect(awardOn('XTB', date('2023-12-31'))).toBeUndefined();
    expect(awardOn('XTB', date('2024-01-01'))?.decidedBy).toEqual(['PROVINCE']);
    expect(awardOn('GKH', date('2025-06-30'))?.decidedBy).toEqual(['DISTRICT']);
    expect(awardOn('GKH', date('2025-07-01'))).toBeUndefined();
    const after = awardsOn(date('2025-07-01'));
    expect(after.filter((award) => award.decidedBy.includes('DISTRICT'))).toEqual([]);
    expect(awardOn('NOPE', date('2021-01-01'))).toBeUndefined();
  });

  it('asks for the initiative certificate where regime A does, and for the vote where B does', () => {
    expect(awardOn('CSTDCS', date('2021-04-01'))?.components).toContain('INITIATIVE_CERTIFICATE');
    expect(awardOn('CSTDCS', date('2024-04-01'))?.components).toContain('BALLOT_RESULT');
  });

  it('calls state-level what the decrees call so', () => {
    const state = awardsOn(date('2021-04-01')).filter((award) => award.stateLevel);
    expect(state.map((award) => award.code)).toEqual(
      expect.arrayContaining(['CTDCP', 'CSTDTQ', 'BKTTG', 'HCLD3']),
    );
    expect(state.every((a) => a.decidedBy.every((by) => by === 'PRESIDENT' || by === 'PRIME_MINISTER'))).toBe(
      true,
    );
  });
});

describe('authority', () => {
  it('lets the district decide until the day it ends, and the commune afterwards', () => {
    const rule = (on: LocalDate) => {
      const found = awardOn('CSTDCS', on);
      if (!found) throw new Error('no rule');
      return found;
    };
    const [before, after] = [date('2025-06-30'), date('2025-07-01')];
    expect(mayDecide(rule(before), 'DISTRICT', before)).toBe(true);
    expect(mayDecide(rule(before), 'COMMUNE', before)).toBe(false);
    expect(mayDecide(rule(after), 'DISTRICT', after)).toBe(false);
    expect(mayDecide(rule(after), 'COMMUNE', after)).toBe(true);
  });

  it('leaves titles of the armed forces to the armed forces', () => {
    for (const code of ['CSTT', 'DVTT'])
      for (const on of [date('2021-01-01'), date('2024-06-01'), date('2026-01-01')]) {
        const award = awardOn(code, on);
        const kinds = unitKinds.filter((kind) => award && mayDecide(award, kind, on));
        expect(kinds).toEqual(['ARMY', 'POLICE']);
      }
  });

  it('never lets anyone here decide a state-level award', () => {
    for (const on of [date('2021-01-01'), date('2024-06-01'), date('2026-01-01')])
      for (const award of awardsOn(on).filter((one) => one.stateLevel))
        for (const kind of unitKinds) expect(mayDecide(award, kind, on)).toBe(false);
  });

  it('knows a level for every kind of unit in 2021', () => {
    expect(unitKinds.every((kind) => levelOf(kind, date('2021-01-01')) !== undefined)).toBe(true);
  });
});
