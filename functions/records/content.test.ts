import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDate } from '../kernel/dates.ts';
import type { SubjectKind } from '../law/subject-kind.ts';
import { checkContent } from './content.ts';
import type { Content, ContentOf } from './entry.ts';

const on = localDate('2021-03-01');
const codes = (content: Content, kind: SubjectKind = 'INDIVIDUAL') => {
  const result = checkContent(content, kind, on);
  return result.ok ? [] : result.refusals.map((one) => `${one.code} ${one.field.join('.')}`);
};
const year = { kind: 'CALENDAR', year: 2020 } as const;

const awarded = (extra: Partial<ContentOf<'AWARD'>>): Content => ({
  ...{ is: 'AWARD', awardCode: 'CSTDCS', year, type: 'MERIT', campaignId: null },
  ...{ decisionNumber: '12/QĐ-UBND', decidedOn: localDate('2020-12-20'), issuer: 'Chủ tịch UBND huyện' },
  ...{ revokedOn: null, achievement: null, ...extra },
});

describe('what a record may say', () => {
  it('is kept in NFC with single spaces', () => {
    const said: Content = {
      is: 'CONDUCT_CHECK',
      body: ' Thanh  tra tỉnh'.normalize('NFD'),
      asOf: on,
      reference: ' ',
    };
    expect(checkContent(said, 'INDIVIDUAL', on)).toEqual({
      ok: true,
      value: { is: 'CONDUCT_CHECK', body: 'Thanh tra tỉnh', asOf: on, reference: null },
    });
  });

  const staff = fc.nat(20);
  it('of staff holds exactly when each part is within its whole', () => {
    fc.assert(
      fc.property(staff, staff, staff, staff, staff, (total, completed, advanced, fighters, disciplined) => {
        const holds =
          completed <= total && advanced <= completed && fighters <= advanced && disciplined <= total;
        const said: Content = { is: 'STAFFING', year, total, completed, advanced, fighters, disciplined };
        expect(codes(said, 'COLLECTIVE').length === 0).toBe(holds);
        expect(codes(said, 'INDIVIDUAL')).toContain('SUBJECT_KIND_FIELD subjectId');
      }),
    );
  });

  it.each([-1, 1.5, Number.NaN, 1_000_001])('of staff never counts %s', (total) => {
    const said: Content = {
      is: 'STAFFING',
      year,
      total,
      completed: 0,
      advanced: 0,
      fighters: 0,
      disciplined: 0,
    };
    expect(codes(said, 'UNIT')).toEqual(['INVALID_VALUE total']);
  });

  it.each<[string, Content, readonly string[]]>([
    [
      'a year before the first award',
      { is: 'COMPLETION', year: { ...year, year: 1944 }, level: 'GOOD', excuse: null, note: null },
      ['INVALID_VALUE year'],
    ],
    [
      'half a year',
      { is: 'COMPLETION', year: { ...year, year: 2020.5 }, level: 'GOOD', excuse: null, note: null },
      ['INVALID_VALUE year'],
    ],
    [
      'a school year that has begun',
      { is: 'COMPLETION', year: { kind: 'SCHOOL', year: 2021 }, level: 'GOOD', excuse: null, note: null },
      [],
    ],
    ['excused only', { is: 'COMPLETION', year, level: null, excuse: 'MATERNITY', note: null }, []],
    [
      'a key that no condition has',
      { is: 'ATTESTATION', key: 'x', year, holds: true, by: 'A', note: null },
      ['INVALID_VALUE key'],
    ],
    [
      'nobody who answers for it',
      { is: 'ATTESTATION', key: 'EXEMPLARY', year, holds: true, by: ' ', note: null },
      ['REQUIRED by'],
    ],
    [
      'a history from no year',
      { is: 'HISTORY_EXTENT', of: 'AWARDS', knownFrom: 3000, note: null },
      ['INVALID_VALUE knownFrom'],
    ],
    [
      'a discipline that ends before it begins',
      { is: 'DISCIPLINE', form: 'WARNING', from: on, endedOn: localDate('2021-02-01'), decisionNumber: '1' },
      ['INVALID_VALUE endedOn'],
    ],
    [
      'a discipline that ends in the time to come',
      { is: 'DISCIPLINE', form: 'WARNING', from: on, endedOn: localDate('2022-03-01'), decisionNumber: '1' },
      [],
    ],
    [
      'a case closed tomorrow',
      { is: 'PROCEEDING', kind: 'PRESS', openedOn: on, closedOn: localDate('2021-03-02'), reference: '1' },
      ['INVALID_VALUE closedOn'],
    ],
    [
      'an invisible sign',
      { is: 'PROCEEDING', kind: 'PRESS', openedOn: on, closedOn: null, reference: 'a\u200bb' },
      ['INVALID_VALUE reference'],
    ],
    ['an award of the year before', awarded({}), []],
    [
      'an award decided before its year began',
      awarded({ decidedOn: localDate('2019-12-31') }),
      ['INVALID_VALUE decidedOn'],
    ],
    [
      'an award for no year that there is',
      awarded({ year: { ...year, year: 99_999 } }),
      ['INVALID_VALUE year', 'INVALID_VALUE decidedOn'],
    ],
    [
      'an award that is not in the catalogue',
      awarded({ awardCode: 'NOPE' }),
      ['RECORD_AWARD_UNKNOWN awardCode'],
    ],
    ['an award of a district before it ended', awarded({ awardCode: 'GKH' }), []],
  ])('%s', (_what, content, expected) => expect(codes(content)).toEqual(expected));

  it('is no award of a district after districts ended, whatever was given before the books of law', () => {
    const decided = (awardCode: string, day: string) => {
      const decidedOn = localDate(day);
      const said = awarded({ awardCode, decidedOn, year: null });
      const result = checkContent(said, 'INDIVIDUAL', localDate('2026-12-01'));
      return result.ok ? [] : result.refusals.map((one) => one.code);
    };
    expect(decided('GKH', '2025-06-30')).toEqual([]);
    expect(decided('GKH', '2025-07-01')).toEqual(['RECORD_AWARD_UNKNOWN']);
    expect(decided('GKH', '1999-06-30')).toEqual([]);
  });
});
