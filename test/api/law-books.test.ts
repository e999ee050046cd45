import { beforeAll, describe, expect, it } from 'vitest';
import { pick } from '../support/pick.ts';
import { createWorld, type World } from '../support/world.ts';

describe('the books of law, browsed by anyone', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld('2025-12-20T02:00:00Z');
  });

  const everything = `query ($code: String!, $on: LocalDate) { awardRule(code: $code, on: $on) {
    on prerequisites { subjects text citation status }
    dossier(type: AD_HOC) { sets electronic citation status forms { component subjects form } }
    submissionDates { sector by yearsAfter to text provincial citation status }
    processing { level days dayKind citation status }
    bonuses { subjectKind bonus { amount coefficientHundredths baseSalary paidFrom status needsHumanLook
      steps { text citation status } } }
    procedure { posting(simpleCase: "STATE_SECRET") { needed minWorkingDays status citation }
      deliberation { body councilOf } ballot { form threshold { numerator denominator above } of status }
      session { quorum { numerator } } recusal { denominator } tieBreak { order womenPercent }
      opinions { answerWithin { days working } silence agencies } partyOpinion { forEveryNominee }
      simple { mode cases { key text posted } } notices { result { days } }
      revocation { grounds { key } proposeWithin { days } } reissue { province { days } } } } }`;

  it('tells all of an award on a day, without touching the table', async () => {
    const answer = await world.run(undefined, everything, { code: 'BKTTG', on: '2024-08-01' });
    expect(answer.errors).toEqual([]);
    expect(answer.calls).toEqual({ reads: 0, writes: 0 });
    const rule = pick(answer.data, 'awardRule');
    expect(pick(rule, 'bonuses', 0)).toMatchObject({
      subjectKind: 'INDIVIDUAL',
      bonus: { amount: '8190000', coefficientHundredths: 350, baseSalary: '2340000', status: 'CONFIRMED' },
    });
    expect(pick(rule, 'dossier', 'sets')).toBe(1);
    expect(pick(rule, 'procedure', 'ballot')).toMatchObject({
      form: 'VOTE',
      threshold: { numerator: 1, denominator: 2, above: true },
    });
    expect(pick(rule, 'procedure', 'posting', 'needed')).toBe(false);
  });

  it('answers null for an award that does not exist, and an error for a day without law', async () => {
    const ask = (code: string, on: string) => world.run(undefined, everything, { code, on });
    expect(pick((await ask('GKH', '2025-07-01')).data, 'awardRule')).toBeNull();
    for (const on of ['2016-01-01', '2099-01-01']) {
      const answer = await ask('BKT', on);
      expect(answer.errors[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
      expect(pick(answer.data, 'awardRule')).toBeNull();
    }
  });

  it('lists the books with their sources and how much of them is confirmed', async () => {
    const query = `query ($on: LocalDate, $code: String) { lawBooks(on: $on, code: $code) { code name confirmed
      unverified data { about validFrom validTo facts { name value } citation status } } }`;
    const all = await world.run(undefined, query, { on: '2024-08-01' });
    expect([pick(all.data, 'lawBooks')].flat().length).toBeGreaterThan(20);
    const one = await world.run(undefined, query, { on: '2024-08-01', code: 'BASE_SALARY' });
    expect(pick(one.data, 'lawBooks')).toMatchObject([
      { confirmed: 1, unverified: 0, data: [{ facts: [{ name: 'amount', value: '2340000' }] }] },
    ]);
    const later = await world.run(undefined, query, { on: '2026-11-01', code: 'BALLOT' });
    expect(pick(later.data, 'lawBooks', 0, 'confirmed')).toBe(0);
  });

  it('names the types of commendation and the laws that nobody has read', async () => {
    const query = `query ($on: LocalDate) { commendationTypes(on: $on) { code name meaning citation status }
      unreadLaws(on: $on) { name from } }`;
    const now = await world.run(undefined, query);
    expect([pick(now.data, 'commendationTypes')].flat()).toHaveLength(6);
    expect(pick(now.data, 'unreadLaws')).toEqual([]);
    const later = await world.run(undefined, query, { on: '2026-10-01' });
    expect(pick(later.data, 'unreadLaws')).toEqual([{ name: 'Luật 06/2026/QH16', from: '2026-10-01' }]);
  });

  const bonus = `query ($input: BonusInput!) { bonus(input: $input) {
    answer { total complete lines { awardCode count recipient period total notPaid { text citation status }
      bonus { amount } } }
    userErrors { code field message } } }`;

  it('says what a decision costs, with the working', async () => {
    const awards = [
      { awardCode: 'LDTT', subjectKind: 'INDIVIDUAL', recipient: 'a', period: '2025' },
      { awardCode: 'CSTDCS', subjectKind: 'INDIVIDUAL', recipient: 'a', period: '2025' },
      { awardCode: 'TTLDTT', subjectKind: 'COLLECTIVE', count: 3 },
    ];
    const answer = await world.run(undefined, bonus, { input: { decidedOn: '2025-12-20', awards } });
    expect(pick(answer.data, 'bonus')).toMatchObject({
      userErrors: [],
      answer: { total: '7980000', complete: true },
    });
    expect(pick(answer.data, 'bonus', 'answer', 'lines', 0)).toMatchObject({ total: '0' });
    expect(pick(answer.data, 'bonus', 'answer', 'lines', 2)).toMatchObject({
      count: 3,
      total: '5640000',
      notPaid: null,
    });
  });

  it('refuses what can not be with a code, and fractional counts before anything runs', async () => {
    const ask = (decidedOn: string, line: object) =>
      world.run(undefined, bonus, { input: { decidedOn, awards: [line] } });
    const wrong = await ask('2016-01-01', { awardCode: 'LDTT', subjectKind: 'INDIVIDUAL', count: -2 });
    expect(pick(wrong.data, 'bonus')).toMatchObject({
      answer: null,
      userErrors: [{ code: 'LAW_DAY_UNKNOWN' }, { code: 'INVALID_VALUE', field: ['awards', '0', 'count'] }],
    });
    const half = await ask('2025-12-20', { awardCode: 'LDTT', subjectKind: 'INDIVIDUAL', count: 1.5 });
    expect(half.errors[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });

  it('weighs a career, and keeps nothing of it', async () => {
    const query = `query ($input: ServiceRecordInput!) { serviceRecord(input: $input) { answer { outcome
      suggested { awardCode requiredMonths foundMonths missingMonths text citation status }
      steps { awardCode group } needsHumanLook } userErrors { code field } } }`;
    const ask = async (positions: readonly object[]) =>
      world.run(undefined, query, { input: { positions, woman: false, on: '2024-12-31' } });
    const answer = await ask([{ group: 'PROVINCE_HEADS', from: '2016-01-01', to: '2023-12-31' }]);
    expect(answer.calls).toEqual({ reads: 0, writes: 0 });
    expect(pick(answer.data, 'serviceRecord', 'answer')).toMatchObject({
      outcome: 'ELIGIBLE',
      suggested: { awardCode: 'HCDL3', requiredMonths: 96, missingMonths: 0, status: 'CONFIRMED' },
    });
    const none = await ask([]);
    expect(pick(none.data, 'serviceRecord')).toEqual({
      answer: null,
      userErrors: [{ code: 'REQUIRED', field: ['positions'] }],
    });
  });
});
