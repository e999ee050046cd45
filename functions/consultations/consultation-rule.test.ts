import { describe, expect, it } from 'vitest';
import { dossierPolicySamples } from '../dossiers/dossier.samples.ts';
import { localDate } from '../kernel/dates.ts';
import { consultationRule } from './consultation-rule.ts';
import type { AgencyKind } from './consultation.ts';

const { dossierIn } = dossierPolicySamples();
const ask = (agency: AgencyKind, on: string, awardCode = 'BKT', answerBy: string | null = null) =>
  consultationRule(
    { ...dossierIn('UNDER_APPRAISAL'), totalPerAward: { [awardCode]: 1 } },
    agency,
    answerBy === null ? null : localDate(answerBy),
    localDate(on),
  );
const code = (...asked: Parameters<typeof ask>) => {
  const rule = ask(...asked);
  return rule.ok ? 'ACCEPTED' : rule.refusals[0]?.code;
};

/** The law of each of the three regimes that are known. */
const [inA, inB, inC] = ['2021-04-20', '2024-06-03', '2025-09-03'] as const;

describe('by when an agency answers', () => {
  it.each([inA, inB, inC])('is ten working days on %s, and silence is no objection', (on) => {
    const rule = ask('TAX', on);
    expect(rule).toMatchObject({
      ok: true,
      value: {
        term: { kind: 'RULE', rule: { days: 10, dayKind: 'WORKING', status: 'unverified' }, startOn: on },
        silence: { meaning: 'NO_OBJECTION', status: 'unverified' },
      },
    });
  });

  it.each<[AgencyKind, string, string, string]>([
    ['HEALTH', 'CONSULTATION_NOT_FORESEEN', 'CONSULTATION_NOT_FORESEEN', 'ACCEPTED'],
    ['HOME_AFFAIRS', 'CONSULTATION_NOT_FORESEEN', 'CONSULTATION_NOT_FORESEEN', 'ACCEPTED'],
    ['POLICE', 'ACCEPTED', 'ACCEPTED', 'ACCEPTED'],
    ['INSPECTORATE', 'ACCEPTED', 'ACCEPTED', 'ACCEPTED'],
    ['ENVIRONMENT', 'ACCEPTED', 'ACCEPTED', 'ACCEPTED'],
    ['SOCIAL_INSURANCE', 'ACCEPTED', 'ACCEPTED', 'ACCEPTED'],
  ])('is known for %s in regimes A, B and C: %s, %s, %s', (agency, a, b, c) => {
    expect([inA, inB, inC].map((on) => code(agency, on))).toEqual([a, b, c]);
  });

  it('is a day that the asker names where no text sets one, and silence then is no answer', () => {
    expect(ask('PARTY_STANDING_COMMITTEE', inA, 'BKT', '2021-05-05')).toMatchObject({
      value: { term: { kind: 'DAY', dueOn: '2021-05-05' }, silence: { meaning: 'NO_ANSWER' } },
    });
    expect(code('PARTY_STANDING_COMMITTEE', inA, 'BKT')).toBe('REQUIRED');
    expect(code('PARTY_STANDING_COMMITTEE', inA, 'LDTT', '2021-05-05')).toBe('CONSULTATION_NOT_FORESEEN');
    expect(code('PARTY_STANDING_COMMITTEE', inC, 'CSTDTQ', '2025-09-20')).toBe('ACCEPTED');
    expect(code('OTHER', inA, 'BKT', '2021-04-20')).toBe('INVALID_VALUE');
    expect(code('OTHER', inA, 'BKT', '2022-04-22')).toBe('INVALID_VALUE');
    expect(code('OTHER', inA, 'BKT', '2022-04-21')).toBe('ACCEPTED');
    expect(code('TAX', inA, 'BKT', '2021-05-05')).toBe('INVALID_VALUE');
  });
});
