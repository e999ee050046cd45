import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDate } from '../kernel/dates.ts';
import { awardsOn } from './awards.ts';
import { procedureRules } from './check-books.ts';
import { fewest, meets, type Threshold } from './fraction.ts';
import {
  ballotRuleOn,
  deliberationRuleOn,
  noticeRuleOn,
  opinionRuleOn,
  partyOpinionRuleOn,
  postingRuleOn,
  recusalRuleOn,
  reissueRuleOn,
  revocationRuleOn,
  sessionRuleOn,
  simpleProcedureOn,
  tieBreakRuleOn,
} from './procedure.ts';

const inA = localDate('2021-04-01');
const inB = localDate('2024-06-01');
const inC = localDate('2025-09-01');
const inD = localDate('2026-11-25');
const merit = (awardCode: string, on = inC) => ({ awardCode, type: 'MERIT' as const, on });
describe('the book of procedure', () => {
  it('answers nothing for what does not exist', () => {
    for (const rule of Object.values(procedureRules)) {
      expect(rule(merit('NOPE'))).toBeUndefined();
      expect(rule(merit('GKH', inC))).toBeUndefined();
      expect(rule(merit('LDTT', localDate('2017-09-30')))).toBeUndefined();
    }
  });

  it('takes nothing for confirmed once a law is in force that nobody has read', () => {
    for (const { code } of awardsOn(inD))
      for (const rule of Object.values(procedureRules)) {
        const answer = rule(merit(code, inD));
        expect(answer?.status).toBe('unverified');
        expect(answer?.citation).toContain('06/2026/QH16');
      }
  });
});

describe('public posting', () => {
  it('is needed for what the decree names, and since the plan of 2021 for all of state level', () => {
    for (const code of ['HCLD3', 'AHLD', 'NGND', 'CSTDTQ', 'GTHCM', 'CTDCP', 'BKTTG'])
      expect(postingRuleOn(merit(code, inA))).toMatchObject({ needed: true, status: 'unverified' });
    expect(postingRuleOn(merit('CTDCP', localDate('2020-12-31')))).toMatchObject({ needed: false });
    expect(postingRuleOn(merit('HCLD3', localDate('2020-12-31')))).toMatchObject({ needed: true });
    for (const on of [inA, inB, inC])
      for (const award of awardsOn(on).filter((one) => !one.stateLevel))
        expect(postingRuleOn(merit(award.code, on))).toMatchObject({ needed: false, status: 'confirmed' });
  });

  it('takes ten working days from 2024, before the council; before, the province said how long', () => {
    expect(postingRuleOn(merit('HCLD3', inA))).toMatchObject({
      minWorkingDays: null,
      defaultWorkingDays: 10,
    });
    expect(postingRuleOn(merit('HCLD3', inB))).toMatchObject({
      minWorkingDays: 10,
      endsBeforeCouncil: true,
      askedBy: 'NATION',
      status: 'confirmed',
    });
    expect(postingRuleOn(merit('AHLLVT', inC))).toMatchObject({ minWorkingDays: 10, countFirstDay: true });
    expect(postingRuleOn(merit('BKTTG', inC))).toMatchObject({ askedBy: 'PROVINCE', status: 'unverified' });
  });

  it('is left out where a case of the simple procedure says so', () => {
    expect(postingRuleOn(merit('HCDC'), 'STATE_SECRET')).toMatchObject({
      needed: false,
      status: 'unverified',
    });
    expect(postingRuleOn(merit('HCLD1'), 'CONTRIBUTION_SENIORITY_EXTERNAL')).toMatchObject({ needed: true });
    expect(postingRuleOn(merit('HCLD1'), 'NO_SUCH_CASE')).toMatchObject({ needed: true });
  });
});

describe('votes', () => {
  const percent = (code: string, on = inB) => {
    const rule = ballotRuleOn(merit(code, on));
    return rule && [rule.form, (100 * rule.threshold.numerator) / rule.threshold.denominator, rule.status];
  };

  it('has its result among the papers of every award for which members vote on a ballot', () => {
    for (const on of [inA, inB, inC])
      for (const { code, components } of awardsOn(on)) {
        const rule = ballotRuleOn(merit(code, on));
        if (rule && rule.form !== 'VOTE') expect(components, `${code} on ${on}`).toContain('BALLOT_RESULT');
      }
  });

  it('asks 90 % for heroes and fighters of nation and province, by secret ballot under the decree of 2017', () => {
    for (const code of ['AHLD', 'AHLLVT', 'CSTDTQ', 'CSTDT']) {
      expect(percent(code, inA)).toEqual(['SECRET', 90, 'confirmed']);
      expect(percent(code, inB)).toEqual(['BALLOT', 90, 'confirmed']);
      expect(percent(code, inC)).toEqual(['BALLOT', 90, 'unverified']);
    }
  });

  it('asks 80 % for grass-roots fighters and flags from 2024, and a majority of the rest', () => {
    for (const code of ['CSTDCS', 'CTDT', 'CTDCP']) {
      expect(percent(code, inB)).toEqual(['BALLOT', 80, 'confirmed']);
      expect(percent(code, inC)).toEqual(['BALLOT', 80, 'unverified']);
    }
    expect(percent('CSTDCS', inA)).toEqual(['VOTE', 50, 'unverified']);
    for (const code of ['BKT', 'BKTTG', 'HCLD3', 'TTLDXS', 'LDTT', 'GKS'])
      expect(ballotRuleOn(merit(code, inB))).toMatchObject({ form: 'VOTE', threshold: { above: true } });
  });

  it("sends grass-roots fighters to the council that decides on them, provincial ones to the province's", () => {
    expect(deliberationRuleOn(merit('CSTDCS', inB))).toMatchObject({ councilOf: 'DECIDING' });
    expect(deliberationRuleOn(merit('CSTDT', inB))).toMatchObject({ councilOf: 'PROVINCE' });
    expect(deliberationRuleOn(merit('BKT', inC))).toMatchObject({ standingBodyMayReplace: true });
    expect(deliberationRuleOn(merit('BKTTG', inC))).toMatchObject({ standingBodyMayReplace: false });
  });

  it('has the quorum of two thirds, the tie-break of 2025 and the simple procedure of each regime', () => {
    expect(sessionRuleOn(merit('CSTDT', inB))?.quorum).toEqual({
      numerator: 2,
      denominator: 3,
      above: false,
    });
    expect(tieBreakRuleOn(merit('CSTDT', inC))).toMatchObject({
      order: ['WOMAN', 'COLLECTIVE_MOSTLY_WOMEN'],
      womenPercent: 70,
    });
    expect(simpleProcedureOn(merit('HCDC', inA))).toMatchObject({ mode: 'ALL' });
    expect(simpleProcedureOn(merit('HCDC', inA))?.cases).toHaveLength(3);
    expect(simpleProcedureOn(merit('HCDC', inB))).toMatchObject({ mode: 'ANY' });
    expect(simpleProcedureOn(merit('HCDC', inB))?.cases).toHaveLength(5);
  });
});

describe('days', () => {
  it('has those of opinions, notices, revocation and re-issue', () => {
    expect(opinionRuleOn(merit('BKT'))).toMatchObject({
      answerWithin: { days: 10, working: true },
      silence: 'NO_OBJECTION',
    });
    expect(noticeRuleOn(merit('BKTTG', inB))).toMatchObject({
      result: { days: 10, working: true },
      returnIneligible: { days: 5, working: true },
    });
    expect(revocationRuleOn(merit('BKT'))).toMatchObject({
      proposeWithin: { days: 7, working: false },
      decideWithin: { days: 5, working: true },
    });
    expect(reissueRuleOn(merit('HCLD3', inA))).toMatchObject({
      province: { days: 15 },
      centre: { days: 30 },
    });
    expect(partyOpinionRuleOn(merit('CSTDTQ'))).toMatchObject({ forEveryNominee: true });
    expect(recusalRuleOn(merit('CSTDTQ'))).toMatchObject({ denominator: 'KEEPS_ALL', status: 'unverified' });
  });
});

describe('fractions', () => {
  const nine: Threshold = { numerator: 9, denominator: 10, above: false };
  const four: Threshold = { numerator: 4, denominator: 5, above: false };

  it('never rounds up to a pass', () => {
    expect([15, 22, 23, 25].map((whole) => [fewest(whole, nine), fewest(whole, four)])).toEqual([
      [14, 12],
      [20, 18],
      [21, 19],
      [23, 20],
    ]);
    expect(meets(26, 29, nine)).toBe(false);
    expect(meets(27, 29, nine)).toBe(true);
    expect(meets(0, 0, nine)).toBe(false);
  });

  it('agrees with the fewest that meet it', () => {
    const threshold = fc
      .record({ numerator: fc.nat(99), denominator: fc.constant(100), above: fc.boolean() })
      .map((one) => ({ ...one, numerator: one.numerator + 1 }));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), threshold, (whole, one) => {
        const least = fewest(whole, one);
        return meets(least, whole, one) && !meets(least - 1, whole, one);
      }),
    );
  });
});
