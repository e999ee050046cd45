import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDate, type LocalDate } from '../kernel/dates.ts';
import { ulidSource } from '../kernel/ids.ts';
import { fewest } from '../law/fraction.ts';
import { ballotRuleOn } from '../law/procedure.ts';
import { parseContent, type LocalContentInput } from './content-input.ts';
import { rulebookId } from './local-rule.store.ts';
import {
  localRuleKinds,
  overlapping,
  type LocalContent,
  type LocalRulebook,
  type OwnProcedure,
} from './local-rule.ts';
import type { OwnProcedureInput } from './own-procedure.ts';
import { loosened } from './national-bound.ts';

const span = (from: string, to: string | null = null) => ({
  from: localDate(from),
  to: to === null ? null : localDate(to),
});
const share = (numerator: number, denominator: number, above = false) => ({ numerator, denominator, above });

describe('a rule that would loosen national law', () => {
  const quota = (percent: number): LocalContent => ({ kind: 'QUOTA', awardCode: 'CSTDCS', percent });
  const threshold = (awardCode: string, ...of: Parameters<typeof share>): LocalContent => ({
    kind: 'THRESHOLD',
    awardCode,
    share: share(...of),
  });
  const [inA, inB] = [span('2021-01-01', '2022-01-01'), span('2024-06-01', '2025-01-01')];

  it('is found with the national rule and its article', () => {
    expect(loosened(quota(16), inA)).toMatchObject({ national: 'không quá 15 %', on: '2021-01-01' });
    expect(loosened(quota(16), inA)?.citation).toContain('Điều 9(3)');
    expect(loosened(quota(15), inA)).toBeUndefined();
    expect(loosened(quota(100), inB)).toBeUndefined();
    expect(loosened(threshold('CSTDT', 89, 100), inB)?.citation).toContain('Điều 30(7)');
    expect(loosened(threshold('CSTDT', 9, 10), inB)).toBeUndefined();
    expect(loosened(threshold('BKT', 1, 2), inB)).toMatchObject({ national: 'trên 1/2' });
    expect(loosened(threshold('BKT', 4, 5), inB)).toBeUndefined();
    expect(loosened({ kind: 'ATTENDANCE', share: share(1, 2) }, inB)).toBeDefined();
    expect(loosened({ kind: 'ATTENDANCE', share: share(4, 5) }, inB)).toBeUndefined();
    expect(loosened({ kind: 'POSTING_DAYS', workingDays: 9 }, inB)).toBeDefined();
    expect(loosened({ kind: 'POSTING_DAYS', workingDays: 10 }, inB)).toBeUndefined();
    expect(loosened({ kind: 'POSTING_DAYS', workingDays: 3 }, inA)).toBeUndefined();
    const slower = { kind: 'PROCESSING_DAYS', level: 'COMMUNE', workingDays: 21 } as const;
    expect(loosened(slower, span('2025-08-01', '2026-08-01'))?.citation).toContain('638/QĐ-BNV');
    expect(loosened({ ...slower, workingDays: 20 }, span('2025-08-01'))).toBeUndefined();
    expect(loosened({ kind: 'ANSWER_DAYS', letters: 'QUERY', workingDays: 60 }, inB)).toBeUndefined();
  });

  it('is a procedure that is slower or dearer than the published one of the same code', () => {
    const procedure = (more: Partial<OwnProcedure>): LocalContent => ({
      kind: 'PROCEDURE',
      procedure: {
        ...{ code: '2.000418', name: 'Bằng khen gia đình', level: 'PROVINCE', awards: ['BKT'] },
        ...{ types: ['MERIT'], subjects: ['HOUSEHOLD'], days: 25, dayKind: 'WORKING', fee: 0, sets: 1 },
        ...more,
      },
    });
    expect(loosened(procedure({}), inA)).toBeUndefined();
    expect(loosened(procedure({ days: 8 }), inA)).toBeUndefined();
    expect(loosened(procedure({ days: 26 }), inA)).toMatchObject({ national: '25 ngày', on: '2021-01-01' });
    expect(loosened(procedure({ fee: 1 }), inA)).toMatchObject({ national: 'lệ phí 0 đồng' });
    expect(loosened(procedure({ code: '9.999999', days: 300 }), inA)).toBeUndefined();
  });

  it('is found on a later day of its span too: an open rule of 2021 meets the law of 2024', () => {
    expect(loosened({ kind: 'POSTING_DAYS', workingDays: 5 }, span('2021-01-01'))).toMatchObject({
      on: '2024-01-01',
    });
    expect(loosened(threshold('CSTDCS', 2, 3), span('2023-01-01', '2024-01-01'))).toBeUndefined();
    expect(loosened(threshold('CSTDCS', 2, 3), span('2023-01-01', '2024-01-02'))?.on).toBe('2024-01-01');
  });

  it('is a date after the national one, but not one before', () => {
    const flags = (
      by: string,
      yearsAfter = 1,
      sector: 'GENERAL' | 'EDUCATION' = 'GENERAL',
    ): LocalContent => ({
      kind: 'CALENDAR',
      awardCode: 'CTDCP',
      sector,
      by,
      yearsAfter,
    });
    expect(loosened(flags('04-01'), inA)?.citation).toContain('Điều 48(1)');
    expect(loosened(flags('02-28'), inA)).toBeUndefined();
    expect(loosened(flags('12-31', 0), inA)).toBeUndefined();
    expect(loosened(flags('11-30', 1, 'EDUCATION'), inA)).toBeDefined();
  });

  it('is a part of the dossier left out, unless the province defines the dossier itself', () => {
    const parts = (awardCode: string): LocalContent => ({
      kind: 'COMPONENTS',
      awardCode,
      components: ['SUBMISSION_LETTER', 'NOMINEE_LIST'],
    });
    expect(loosened(parts('LDTT'), inB)?.national).toContain('ACHIEVEMENT_REPORT');
    expect(loosened(parts('LDTT'), span('2025-07-01'))).toBeUndefined();
    expect(loosened(parts('BKT'), span('2025-07-01'))).toBeDefined();
  });

  it("is the standing body in place of a council that must sit, or a coefficient that is not the province's", () => {
    const body = (awardCode: string): LocalContent => ({ kind: 'STANDING_BODY', awardCode });
    expect(loosened(body('BKT'), span('2025-07-01'))).toBeUndefined();
    expect(loosened(body('BKT'), inB)).toBeDefined();
    expect(loosened(body('CSTDT'), span('2025-07-01'))).toBeDefined();
    const bonus = (awardCode: string, hundredths: number): LocalContent => ({
      kind: 'COEFFICIENT',
      awardCode,
      hundredths,
    });
    expect(loosened(bonus('KNC', 60), span('2025-07-01'))).toBeUndefined();
    expect(loosened(bonus('KNC', 61), span('2025-07-01'))).toBeDefined();
    expect(loosened(bonus('LDTT', 30), span('2025-07-01'))).toBeDefined();
    expect(loosened({ kind: 'SECRET_BALLOT', awardCode: 'BKT' }, inA)).toBeUndefined();
  });

  it('lets no council pass with fewer votes than national law asks, whatever share is allowed', () => {
    const shares = fc.record({
      numerator: fc.integer({ min: 1, max: 20 }),
      more: fc.nat(20),
      above: fc.boolean(),
    });
    const award = fc.constantFrom('CSTDT', 'CSTDCS', 'BKT', 'CTDT');
    fc.assert(
      fc.property(
        shares,
        award,
        fc.integer({ min: 1, max: 60 }),
        ({ numerator, more, above }, code, members) => {
          const own = share(numerator, numerator + more, above);
          const national = ballotRuleOn({ awardCode: code, type: 'MERIT', on: inB.from })?.threshold;
          if (!national || loosened({ kind: 'THRESHOLD', awardCode: code, share: own }, inB)) return true;
          return fewest(members, own) >= fewest(members, national);
        },
      ),
    );
  });
});

describe('content', () => {
  const own: OwnProcedureInput = {
    ...{ code: '2.000449', name: 'Tặng Bằng khen', level: 'PROVINCE', awards: ['BKT'], types: ['MERIT'] },
    ...{ days: 12, dayKind: 'WORKING', fee: 0, sets: 1 },
  };
  const complete: Readonly<Record<(typeof localRuleKinds)[number], Omit<LocalContentInput, 'kind'>>> = {
    QUOTA: { awardCode: 'CSTDCS', percent: 10 },
    THRESHOLD: { awardCode: 'BKT', numerator: 4, denominator: 5 },
    SECRET_BALLOT: { awardCode: 'BKT' },
    ATTENDANCE: { numerator: 4, denominator: 5 },
    POSTING_DAYS: { workingDays: 10 },
    CALENDAR: { awardCode: 'CTDCP', sector: 'GENERAL', by: '02-28', yearsAfter: 1 },
    CRITERION: { awardCode: 'GKX', key: 'GOOD_NEIGHBOUR', text: 'Được khu dân cư đồng tình' },
    COMPONENTS: { awardCode: 'LDTT', components: ['SUBMISSION_LETTER'] },
    STANDING_BODY: { awardCode: 'BKT' },
    COEFFICIENT: { awardCode: 'KNC', coefficientHundredths: 60 },
    PROCEDURE: { procedure: own },
    PROCESSING_DAYS: { level: 'PROVINCE', workingDays: 15 },
    ANSWER_DAYS: { letters: 'QUERY', workingDays: 5 },
  };
  const codes = (input: LocalContentInput) => {
    const parsed = parseContent(input);
    return parsed.ok ? [] : parsed.refusals.map((one) => `${one.code} ${one.field.join('.')}`);
  };

  it('of every kind is taken when complete, and refused without any one of its fields', () => {
    for (const kind of localRuleKinds) {
      expect(codes({ kind, ...complete[kind] })).toEqual([]);
      for (const name of Object.keys(complete[kind]))
        expect(codes({ kind, ...complete[kind], [name]: null })).toContain(`REQUIRED content.${name}`);
    }
  });

  it('is refused with fields of another kind, with numbers that can not be, and with words that are none', () => {
    expect(codes({ kind: 'QUOTA', ...complete.QUOTA, workingDays: 5 })).toEqual([
      'INVALID_VALUE content.workingDays',
    ]);
    for (const percent of [0, -1, 101, 1.5])
      expect(codes({ kind: 'QUOTA', awardCode: 'CSTDCS', percent })).toEqual([
        'INVALID_VALUE content.percent',
      ]);
    expect(codes({ kind: 'ATTENDANCE', numerator: 6, denominator: 5 })).toEqual([
      'INVALID_VALUE content.numerator',
    ]);
    const procedure = (more: Partial<OwnProcedureInput>) =>
      codes({ kind: 'PROCEDURE', procedure: { ...own, ...more } }).map((one) => one.split('.').at(-1));
    expect(procedure({ code: '1.934' })).toEqual(['code']);
    expect(procedure({ name: ' ' })).toEqual(['name']);
    expect(procedure({ awards: [], types: [], subjects: [] })).toEqual(['awards', 'types', 'subjects']);
    expect(procedure({ days: 0, fee: -1, sets: 1.5 })).toEqual(['days', 'fee', 'sets']);
    expect(codes({ kind: 'CALENDAR', ...complete.CALENDAR, by: '02-30' })).toEqual([
      'INVALID_VALUE content.by',
    ]);
    expect(codes({ kind: 'CRITERION', ...complete.CRITERION, key: 'a b' })).toEqual([
      'INVALID_VALUE content.key',
    ]);
    expect(codes({ kind: 'CRITERION', ...complete.CRITERION, text: '  ' })).toEqual([
      'REQUIRED content.text',
    ]);
  });
});

describe('a book', () => {
  const unitId = ulidSource({ now: () => new Date('2021-03-01T00:00:00Z') }).next('unt');
  const content: LocalContent = { kind: 'QUOTA', awardCode: 'CSTDCS', percent: 10 };
  const act = { number: '1', issuer: 'UBND', issuedOn: localDate('2020-01-01') };
  const book = (from: LocalDate, to: LocalDate | null): LocalRulebook => ({
    id: rulebookId(unitId),
    unitId,
    rules: [{ number: 1, content, from, to, act, enteredAt: null, endedBy: null }],
    nextNumber: 2,
    version: 1,
  });
  const day = fc
    .integer({ min: 0, max: 30 })
    .map((n) => localDate(`2021-03-${String(n + 1).padStart(2, '0')}`));
  const spans = fc
    .tuple(day, fc.option(day, { nil: null }))
    .filter(([from, to]) => to === null || from < to)
    .map(([from, to]) => ({ from, to }));

  it('never has two versions of one thing on one day', () => {
    fc.assert(
      fc.property(spans, spans, (one, two) => {
        const days = Array.from({ length: 40 }, (_, n) =>
          localDate(new Date(Date.UTC(2021, 2, 1 + n)).toISOString().slice(0, 10)),
        );
        const both = days.some((on) =>
          [one, two].every(({ from, to }) => from <= on && (to === null || on < to)),
        );
        return (overlapping(book(one.from, one.to), { ...content, percent: 5 }, two) !== undefined) === both;
      }),
    );
    const other: LocalContent = { kind: 'QUOTA', awardCode: 'CSTDT', percent: 10 };
    expect(overlapping(book(localDate('2021-03-01'), null), other, span('2021-03-01'))).toBeUndefined();
  });
});
