import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, localDate, weekday, type LocalDate } from '../kernel/dates.ts';
import { unitKinds } from '../units/unit.ts';
import { levelOf, mayDecide } from './authority.ts';
import { awardOn, awardsOn, catalogue } from './awards.ts';
import { countWorkingDays, holidays, processingDays, processingDeadline } from './deadline.ts';
import type { DatedDatum } from './datum.ts';

const date = localDate;

/** Terms of one thing must follow each other without a gap or an overlap. */
function chained(terms: readonly DatedDatum[]): boolean {
  return terms.every((term, index) => {
    const next = terms[index + 1];
    return next ? term.validTo === next.validFrom : term.validTo === null || term.validFrom < term.validTo;
  });
}

describe('the catalogue of awards', () => {
  it('has every code once, terms without gaps or overlaps, and a citation for each', () => {
    expect(new Set(catalogue().map((award) => award.code)).size).toBe(catalogue().length);
    for (const award of catalogue()) {
      expect(chained(award.terms), award.code).toBe(true);
      expect(award.terms.every((term) => term.citation.length > 5)).toBe(true);
    }
  });

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

  it('never lets anyone here decide a state-level award', () => {
    for (const on of [date('2021-01-01'), date('2024-06-01'), date('2026-01-01')])
      for (const award of awardsOn(on).filter((one) => one.stateLevel))
        for (const kind of unitKinds) expect(mayDecide(award, kind, on)).toBe(false);
  });

  it('knows a level for every kind of unit in 2021', () => {
    expect(unitKinds.every((kind) => levelOf(kind, date('2021-01-01')) !== undefined)).toBe(true);
  });
});

describe('deadlines', () => {
  it('has a processing time for each level on each day since the regime began, without overlaps', () => {
    for (const level of new Set(processingDays().map((one) => one.level)))
      expect(chained(processingDays().filter((one) => one.level === level))).toBe(true);
  });

  it('counts 25 working days across the holidays of April and May 2021 and shows each skipped day', () => {
    const deadline = processingDeadline('PROVINCE', date('2021-04-12'));
    expect(deadline?.dueOn).toBe('2021-05-20');
    const skipped = deadline?.steps
      .filter((step) => !step.counts && weekday(step.on) < 6)
      .map((step) => step.on);
    expect(skipped).toEqual(['2021-04-21', '2021-04-30', '2021-05-03']);
    expect(deadline?.status).toBe('confirmed');
    expect(deadline?.needsHumanLook).toHaveLength(4);
  });

  it('reproduces the ten working days of a posting that began on 20 August 2025, its own day counted', () => {
    expect(countWorkingDays(date('2025-08-20'), 10, true).at(-1)?.on).toBe('2025-09-04');
  });

  it('says so when it knows no holidays of a year, and answers nothing for a level that decides nothing', () => {
    expect(processingDeadline('PROVINCE', date('2029-03-01'))?.needsHumanLook).toContain(
      'Chưa có lịch nghỉ lễ năm 2029.',
    );
    expect(processingDeadline('DISTRICT', date('2025-07-01'))).toBeUndefined();
  });

  it('agrees with counting day by day', () => {
    const off = new Set<string>(holidays().map((holiday) => holiday.on));
    const works = (on: LocalDate) =>
      ![0, 6].includes(new Date(`${on}T12:00:00Z`).getUTCDay()) && !off.has(on);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2400 }),
        fc.integer({ min: 1, max: 60 }),
        fc.boolean(),
        (shift, days, first) => {
          const start = addDays(date('2020-01-01'), shift);
          const due = countWorkingDays(start, days, first).at(-1)?.on ?? start;
          let on = first ? start : addDays(start, 1);
          let count = 0;
          for (; on < due; on = addDays(on, 1)) count += works(on) ? 1 : 0;
          return works(due) && count === days - 1;
        },
      ),
    );
  });
});
