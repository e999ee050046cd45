import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { localDate } from '../kernel/dates.ts';
import { derivedId } from '../kernel/ids.ts';
import { clashes } from './clashes.ts';
import type { Content, ContentOf, Entry } from './entry.ts';

const id = (of: string) => derivedId('rec', createHash('sha256').update(of).digest());
const initiativeId = (of: string) => derivedId('ini', createHash('sha256').update(of).digest());
const entry = (content: Content): Entry => ({
  id: id(JSON.stringify(content)),
  content,
  source: { from: 'ENTRY' },
  recordedBy: derivedId('usr', createHash('sha256').update('u').digest()),
  recordedAt: '2021-03-01T00:00:00.000Z',
  verified: null,
  corrects: null,
  contradicts: [],
});
const y2020 = { kind: 'CALENDAR', year: 2020 } as const;
const school = { kind: 'SCHOOL', year: 2020 } as const;
const award: ContentOf<'AWARD'> = {
  is: 'AWARD',
  awardCode: 'CSTDCS',
  year: y2020,
  type: 'MERIT',
  campaignId: null,
  decisionNumber: '12/QĐ-UBND',
  decidedOn: localDate('2020-12-20'),
  issuer: 'Chủ tịch UBND huyện',
  revokedOn: null,
  achievement: null,
};
const completion: ContentOf<'COMPLETION'> = {
  is: 'COMPLETION',
  year: y2020,
  level: 'GOOD',
  excuse: null,
  note: null,
};
const initiative: ContentOf<'INITIATIVE'> = {
  is: 'INITIATIVE',
  initiativeId: initiativeId('a'),
  name: 'Máy gieo hạt',
  kind: 'INITIATIVE',
  scope: 'BASE',
  year: y2020,
  recognisedOn: localDate('2020-11-01'),
  sharePercent: 50,
  usedFor: [],
  decisionNumber: '7/QĐ',
  issuer: 'Chủ tịch',
};
const staffing: ContentOf<'STAFFING'> = {
  is: 'STAFFING',
  year: y2020,
  ...{ total: 10, completed: 10, advanced: 8, fighters: 1, disciplined: 0 },
};
const attested: ContentOf<'ATTESTATION'> = {
  is: 'ATTESTATION',
  key: 'EXEMPLARY',
  year: y2020,
  holds: true,
  by: 'A',
  note: null,
};
const extent: ContentOf<'HISTORY_EXTENT'> = {
  is: 'HISTORY_EXTENT',
  of: 'AWARDS',
  knownFrom: 2015,
  note: null,
};
const check: ContentOf<'CONDUCT_CHECK'> = {
  is: 'CONDUCT_CHECK',
  body: 'Thanh tra',
  asOf: localDate('2021-01-01'),
  reference: null,
};
const discipline: ContentOf<'DISCIPLINE'> = {
  is: 'DISCIPLINE',
  form: 'WARNING',
  from: localDate('2020-06-01'),
  endedOn: null,
  decisionNumber: '3/QĐ',
};
const proceeding: ContentOf<'PROCEEDING'> = {
  is: 'PROCEEDING',
  kind: 'COMPLAINT',
  openedOn: localDate('2021-01-05'),
  closedOn: null,
  reference: 'Đơn 05',
};
const all: readonly Content[] = [
  award,
  completion,
  initiative,
  staffing,
  attested,
  extent,
  check,
  discipline,
  proceeding,
];

const how = (old: Content, next: Content) => clashes([entry(old)], next).map((one) => one.how)[0];

describe('two records', () => {
  it.each(all.map((one) => [one.is, one] as const))('of %s are the same when they say the same', (_is, one) =>
    expect(how(one, { ...one })).toBe('SAME'),
  );

  it('of different kinds clash only where a title is of a year in which the work failed', () => {
    for (const a of all)
      for (const b of all) if (a.is !== b.is) expect(how(a, b), `${a.is} ${b.is}`).toBeUndefined();
  });

  it.each<[string, Content, Content, 'SAME' | 'CONTRADICTS' | undefined]>([
    ['a decision of another day', award, { ...award, decidedOn: localDate('2020-12-21') }, 'CONTRADICTS'],
    ['a decision for another year', award, { ...award, year: { ...y2020, year: 2019 } }, 'CONTRADICTS'],
    ['the decision written otherwise', award, { ...award, decisionNumber: '12/qd-ubnd' }, 'SAME'],
    ['the merit award of the year twice', award, { ...award, decisionNumber: '99/QĐ' }, 'CONTRADICTS'],
    [
      'one of them revoked',
      { ...award, revokedOn: localDate('2021-01-01') },
      { ...award, decisionNumber: '99/QĐ' },
      undefined,
    ],
    ['an ad-hoc one beside it', award, { ...award, type: 'AD_HOC', decisionNumber: '99/QĐ' }, undefined],
    ['a calendar and a school year', award, { ...award, year: school, decisionNumber: '99/QĐ' }, undefined],
    ['another award by the same decision', award, { ...award, awardCode: 'LDTT' }, undefined],
    ['another level', completion, { ...completion, level: 'EXCELLENT' }, 'CONTRADICTS'],
    ['excused and classified', completion, { ...completion, level: null, excuse: 'STUDY' }, 'CONTRADICTS'],
    ['a school year beside a calendar year', completion, { ...completion, year: school }, undefined],
    [
      'the same initiative with another share',
      initiative,
      { ...initiative, sharePercent: 60 },
      'CONTRADICTS',
    ],
    [
      'its name and decision under another id',
      initiative,
      { ...initiative, initiativeId: initiativeId('b') },
      'SAME',
    ],
    [
      'another initiative by the same decision',
      initiative,
      { ...initiative, initiativeId: initiativeId('b'), name: 'Khác' },
      undefined,
    ],
    ['a title of a year that failed', award, { ...completion, level: 'NOT_COMPLETED' }, 'CONTRADICTS'],
    ['a failed year that has a title', { ...completion, level: 'NOT_COMPLETED' }, award, 'CONTRADICTS'],
    [
      'a revoked title of a year that failed',
      { ...award, revokedOn: localDate('2021-01-01') },
      { ...completion, level: 'NOT_COMPLETED' },
      undefined,
    ],
    [
      'a diploma for something else in a year that failed',
      { ...award, awardCode: 'BKT' },
      { ...completion, level: 'NOT_COMPLETED' },
      undefined,
    ],
    [
      'a title of another year than the one that failed',
      award,
      { ...completion, year: { ...y2020, year: 2019 }, level: 'NOT_COMPLETED' },
      undefined,
    ],
    ['other counts', staffing, { ...staffing, advanced: 7 }, 'CONTRADICTS'],
    ['counts of another year', staffing, { ...staffing, year: { ...y2020, year: 2019 } }, undefined],
    ['the opposite', attested, { ...attested, holds: false }, 'CONTRADICTS'],
    ['another condition', attested, { ...attested, key: 'OTHER_KEY' }, undefined],
    ['complete since another year', extent, { ...extent, knownFrom: null }, 'CONTRADICTS'],
    ['another history', extent, { ...extent, of: 'INITIATIVES' }, undefined],
    ['a later answer', check, { ...check, asOf: localDate('2021-02-01') }, undefined],
    ['the same decision on another form', discipline, { ...discipline, form: 'REPRIMAND' }, 'CONTRADICTS'],
    [
      'ended, by another decision',
      discipline,
      { ...discipline, decisionNumber: '4/QĐ', endedOn: localDate('2021-06-01') },
      'CONTRADICTS',
    ],
    [
      'another discipline',
      discipline,
      { ...discipline, decisionNumber: '4/QĐ', from: localDate('2020-07-01') },
      undefined,
    ],
    ['the same case closed', proceeding, { ...proceeding, closedOn: localDate('2021-02-01') }, 'CONTRADICTS'],
    ['another case', proceeding, { ...proceeding, reference: 'Đơn 06' }, undefined],
  ])('%s', (_what, old, next, expected) => expect(how(old, next)).toBe(expected));
});
