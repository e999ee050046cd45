import { beforeEach, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { decidedList, rejected } from '../support/funds.ts';
import { education, minhThuan, province, seedUnits, yenBang } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, type World } from '../support/world.ts';

const fields = `fund { id version approved limit { limit status citation } received paid organising organisingLimit
  capacity room outstanding entries(first: 5) { nodes { number kind amount on text overrunReason } }
  availableActions { code allowed } } userErrors { code field message citation details { name value } }`;
const mutation = (name: string) => {
  const type = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input`;
  return `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`;
};
const act = { number: '99/NQ-HĐND', issuer: 'HĐND tỉnh', issuedOn: '2020-12-10' };

let world: World;
let leader: Id<'usr'>, officer: Id<'usr'>, outsider: Id<'usr'>, auditor: Id<'usr'>;
beforeEach(async () => {
  world = await createWorld('2021-05-03T02:00:00Z');
  await seedUnits(world);
  leader = await world.user('leader', [['LEADER', province]]);
  officer = await world.user('officer', [['OFFICER', province]]);
  auditor = await world.user('auditor', [['AUDITOR', province]]);
  outsider = await world.user('outsider', [['OFFICER', education]]);
});

const run = async (user: Id<'usr'> | undefined, name: string, input: object) => {
  const answer = await world.run(user, mutation(name), { input: { idempotencyKey: key(), ...input } });
  return { answer, codes: refusals(answer, name), fund: pick(answer.data, name, 'fund') };
};
const open = (more: object = {}) =>
  run(leader, 'openFund', {
    unitId: province,
    year: 2021,
    region: 'DELTA',
    regularSpending: '1000000000',
    approved: '10000000',
    act,
    ...more,
  });
const held = (fund: unknown) => ({ fundId: pick(fund, 'id'), expectedVersion: pick(fund, 'version') });

describe('a fund', () => {
  it('is opened once a unit and year, within the limit of the law, in one read and one write', async () => {
    const opened = await open();
    expect(opened.codes).toEqual([]);
    expect(opened.answer.calls.writes).toBe(1);
    expect(opened.fund).toMatchObject({ approved: '10000000', room: '10000000', outstanding: '0' });
    expect((await open()).codes).toEqual(['DUPLICATE year']);
    const over = await open({ year: 2022, approved: '10000001' });
    expect(over.codes).toEqual(['FUND_OVER_LIMIT approved']);
    expect((await open({ year: 2022, region: null })).codes).toEqual(['REQUIRED region']);
    expect((await open({ year: 2017 })).codes).toEqual(['INVALID_VALUE year']);
    expect((await open({ year: 2022, approved: '-5' })).codes).toEqual(['INVALID_VALUE approved']);
    expect((await open({ year: 2022, approved: '0' })).codes).toEqual(['INVALID_VALUE approved']);
  });

  it('takes no fraction of a đồng', async () => {
    const input = { unitId: province, year: 2021, approved: '1.5', act, idempotencyKey: key() };
    const answer = await world.run(leader, mutation('openFund'), { input });
    expect(answer.errors[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });

  it('keeps a ledger of what came in and went out, and holds organising to its part', async () => {
    let { fund } = await open();
    const record = async (kind: string, amount: string, more: object = {}) => {
      const taken = await run(officer, 'recordFundEntry', {
        ...held(fund),
        kind,
        amount,
        on: '2021-05-02',
        text: 'Theo chứng từ',
        ...more,
      });
      fund = taken.fund ?? fund;
      return taken.codes;
    };
    expect(await record('BUDGET', '10000000')).toEqual([]);
    expect(await record('CONTRIBUTION', '5000000')).toEqual([]);
    expect(await record('ORGANISING', '3000001')).toEqual(['FUND_ORGANISING_LIMIT amount']);
    expect(await record('ORGANISING', '3000000')).toEqual([]);
    expect(await record('ORGANISING', '-1')).toEqual(['INVALID_VALUE amount']);
    expect(await record('BUDGET', '1', { on: '2021-05-04' })).toEqual(['INVALID_VALUE on']);
    expect(await record('BUDGET', '1', { on: '2020-12-31' })).toEqual(['INVALID_VALUE on']);
    expect(await record('BUDGET', '1', { expectedVersion: 1 })).toEqual(['STALE_VERSION expectedVersion']);
    expect(fund).toMatchObject({ received: '15000000', organising: '3000000', room: '12000000' });
    expect([pick(fund, 'entries', 'nodes')].flat().map((one) => pick(one, 'kind'))).toEqual([
      'ORGANISING',
      'CONTRIBUTION',
      'BUDGET',
    ]);
  });

  it('is seen by staff of the unit and auditors above, and changed by those with the role', async () => {
    const { fund } = await open();
    const look = `query ($id: ID!, $unit: ID!) { fund(id: $id) { id } node(id: $id) { id }
      funds(unitId: $unit) { nodes { year } } }`;
    const seen = async (user: Id<'usr'> | undefined) =>
      (await world.run(user, look, { id: pick(fund, 'id'), unit: province })).data;
    for (const user of [outsider, undefined])
      expect(await seen(user)).toEqual({ fund: null, node: null, funds: { nodes: [] } });
    for (const user of [leader, officer, auditor]) {
      const view = await seen(user);
      expect(pick(view, 'fund', 'id')).toBe(pick(fund, 'id'));
      expect(pick(view, 'funds', 'nodes')).toEqual([{ year: 2021 }]);
    }
    const entry = { ...held(fund), kind: 'BUDGET', amount: '1', on: '2021-05-02', text: 'x' };
    expect((await run(outsider, 'recordFundEntry', entry)).codes).toEqual(['NOT_FOUND fundId']);
    const denied = await world.run(auditor, mutation('recordFundEntry'), {
      input: { ...entry, idempotencyKey: key() },
    });
    expect(denied.errors[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });
});

describe('a payment list', () => {
  const view = `query ($decision: ID!, $status: PaymentStatus, $unit: ID) { paymentList(decisionId: $decision) {
    id decisionNumber total paid outstanding unknown lineCount units { unit { id } lines total }
    lines(first: 100, status: $status, unitId: $unit) { nodes { id name amount status note paidOn } } } }`;
  const list = async (decision: string, more: object = {}, user: Id<'usr'> | 'nobody' = officer) =>
    pick(
      (await world.run(user === 'nobody' ? undefined : user, view, { decision, ...more })).data,
      'paymentList',
    );
  const ids = (of: unknown) => [pick(of, 'lines', 'nodes')].flat().map((line) => String(pick(line, 'id')));

  it('is made once of the signed nominees, with why a line is not to be paid', async () => {
    const person = world.shared.ids.next('sub');
    const { decision, deliver } = await decidedList(world, [
      { subjectId: person, awardCode: 'LDTT' },
      { subjectId: person, awardCode: 'CSTDCS' },
      { kind: 'COLLECTIVE', unitId: yenBang, unitName: 'Xã Yên Bằng' },
      { kind: 'HOUSEHOLD' },
      { assessments: [rejected] },
    ]);
    expect(await list(decision.id)).toBeNull();
    await deliver();
    const made = await list(decision.id);
    expect(made).toMatchObject({ total: '4470000', paid: '0', unknown: 1, lineCount: 4 });
    expect(pick(made, 'units')).toEqual([
      { unit: { id: minhThuan }, lines: 1, total: '1490000' },
      { unit: { id: yenBang }, lines: 1, total: '2980000' },
    ]);
    expect(ids(await list(decision.id, { status: 'DUE' }))).toHaveLength(2);
    expect(ids(await list(decision.id, { status: 'DUE', unit: yenBang }))).toHaveLength(1);
    expect(ids(await list(decision.id, { unit: minhThuan }))).toHaveLength(3);
    expect(ids(await list(decision.id, { unit: 'unt_0' }))).toEqual([]);
    const [beaten] = [pick(await list(decision.id, { status: 'NOT_DUE' }), 'lines', 'nodes')].flat();
    expect(String(pick(beaten, 'note'))).toContain('CSTDCS');
    for (const stranger of [outsider, 'nobody'] as const)
      expect(await list(decision.id, {}, stranger)).toBeNull();
    const before = await world.dump();
    await deliver();
    expect(await world.dump()).toBe(before);
  });

  it('takes the coefficient of the province where the law names only the most', async () => {
    world.clock.set('2025-09-01T02:00:00Z');
    const adopt = `mutation ($input: AdoptLocalRuleInput!) { adoptLocalRule(input: $input) { userErrors { code field } } }`;
    const rule = {
      unitId: province,
      expectedVersion: 0,
      content: { kind: 'COEFFICIENT', awardCode: 'KNC', coefficientHundredths: 50 },
      from: '2025-08-01',
      act,
      idempotencyKey: key(),
    };
    expect(refusals(await world.run(leader, adopt, { input: rule }), 'adoptLocalRule')).toEqual([]);
    const day = async (issuedOn: string) => {
      const { decision, deliver } = await decidedList(world, [{ awardCode: 'KNC' }], issuedOn);
      await deliver();
      return list(decision.id);
    };
    expect(await day('2025-07-31')).toMatchObject({ total: '0', unknown: 1 });
    expect(await day('2025-08-01')).toMatchObject({ total: '1170000', unknown: 0 });
  });

  it('is paid line by line from the fund, once, and never over what the fund holds without a reason', async () => {
    const { decision, deliver } = await decidedList(
      world,
      Array.from({ length: 8 }, () => ({})),
    );
    await deliver();
    let { fund } = await open();
    const made = await list(decision.id);
    const lines = ids(made);
    const pay = async (lineIds: readonly string[], more: object = {}) => {
      const taken = await run(officer, 'payBonuses', {
        ...held(fund),
        paymentListId: pick(made, 'id'),
        lineIds,
        paidOn: '2021-05-02',
        ...more,
      });
      fund = taken.fund ?? fund;
      return taken;
    };
    expect(fund).toMatchObject({ outstanding: '11920000' });
    const first = await pay(lines.slice(0, 6));
    expect(first.codes).toEqual([]);
    expect(first.fund).toMatchObject({ paid: '8940000', room: '1060000', outstanding: '2980000' });
    expect((await pay(lines.slice(5, 7))).codes).toEqual(['PAYMENT_NOT_DUE lineIds.0']);
    expect((await pay(lines.slice(6))).codes).toEqual(['FUND_EXCEEDED overrunReason']);
    expect((await pay(lines.slice(6), { overrunReason: ' ' })).codes).toEqual(['REQUIRED overrunReason']);
    const over = await pay(lines.slice(6), { overrunReason: 'HĐND bổ sung trong kỳ họp tháng 7' });
    expect(over.fund).toMatchObject({ paid: '11920000', room: '-1920000', outstanding: '0' });
    expect(pick(over.fund, 'entries', 'nodes', 0)).toMatchObject({
      kind: 'BONUS',
      amount: '2980000',
      overrunReason: 'HĐND bổ sung trong kỳ họp tháng 7',
    });
    expect(ids(await list(decision.id, { status: 'PAID' }))).toHaveLength(8);
    await deliver();
    expect(await list(decision.id)).toMatchObject({ paid: '11920000' });
  });

  it('is refused with codes: other units, days before the decision, unknown or too many lines', async () => {
    const { decision, deliver } = await decidedList(world, [{}, {}]);
    await deliver();
    const { fund } = await open();
    const made = await list(decision.id);
    const [line = ''] = ids(made);
    const base = { ...held(fund), paymentListId: pick(made, 'id'), lineIds: [line], paidOn: '2021-05-02' };
    const codes = async (more: object) => (await run(officer, 'payBonuses', { ...base, ...more })).codes;
    expect(await codes({ paidOn: '2021-04-28' })).toEqual(['INVALID_VALUE paidOn']);
    expect(await codes({ lineIds: [] })).toEqual(['REQUIRED lineIds']);
    expect(await codes({ lineIds: [line, line] })).toEqual(['DUPLICATE lineIds']);
    expect(await codes({ lineIds: ['nom_0'] })).toEqual(['NOT_FOUND lineIds.0']);
    expect(await codes({ lineIds: Array.from({ length: 91 }, (_, n) => `nom_${n}`) })).toEqual([
      'TOO_MANY lineIds',
    ]);
    const head = await world.user('head', [['LEADER', education]]);
    const other = await run(head, 'openFund', { unitId: education, year: 2021, approved: '9000000', act });
    const foreign = { ...base, ...held(other.fund) };
    expect((await run(head, 'payBonuses', foreign)).codes).toEqual(['PAYMENT_OTHER_FUND paymentListId']);
  });

  it('is paid once when two officers pay the same line at once', async () => {
    const { decision, deliver } = await decidedList(world, [{}]);
    await deliver();
    const { fund } = await open();
    const made = await list(decision.id);
    const input = {
      ...held(fund),
      paymentListId: pick(made, 'id'),
      lineIds: ids(made),
      paidOn: '2021-05-02',
    };
    const both = await Promise.all([run(officer, 'payBonuses', input), run(leader, 'payBonuses', input)]);
    expect(both.flatMap((one) => one.codes)).toHaveLength(1);
    expect(await list(decision.id)).toMatchObject({ paid: '1490000' });
  });

  it('gives a line that no law names an amount of one by hand, with a reason and a second person', async () => {
    const { decision, deliver } = await decidedList(world, [
      {},
      { kind: 'HOUSEHOLD' },
      { kind: 'HOUSEHOLD' },
    ]);
    await deliver();
    const unknown = ids(await list(decision.id, { status: 'UNKNOWN' }));
    const [lineId = '', other = ''] = unknown;
    const answer = `paymentList { id version total unknown outstanding units { lines total } } userErrors { code field }`;
    const by = async (user: Id<'usr'> | undefined, name: string, more: object) => {
      const type = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input`;
      const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${answer} } }`;
      const made = await list(decision.id);
      const base = {
        paymentListId: pick(made, 'id'),
        lineId,
        idempotencyKey: key(),
        expectedVersion: version,
      };
      const taken = await world.run(user, query, { input: { ...base, ...more } });
      version = Number(pick(taken.data, name, 'paymentList', 'version') ?? version);
      return {
        taken,
        codes: taken.errors.length > 0 ? [] : refusals(taken, name),
        list: pick(taken.data, name, 'paymentList'),
      };
    };
    let version = 1;
    const amount = { amount: '1500000', reason: 'Quyết định 9/QĐ-UBND về mức thưởng hộ gia đình' };
    const propose = (user: Id<'usr'> | undefined, more: object = {}) =>
      by(user, 'proposePaymentAmount', { ...amount, ...more });
    const agree = (user: Id<'usr'> | undefined, more: object = {}) =>
      by(user, 'agreePaymentAmount', { agrees: true, ...more });

    expect((await agree(leader)).codes).toEqual(['PAYMENT_NOT_PROPOSED lineId']);
    expect((await propose(officer, { amount: '-1' })).codes).toEqual(['INVALID_VALUE amount']);
    expect((await propose(officer, { reason: ' ' })).codes).toEqual(['REQUIRED reason']);
    expect((await propose(officer, { lineId: 'nom_0' })).codes).toEqual(['NOT_FOUND lineId']);
    expect((await propose(outsider)).codes).toEqual(['NOT_FOUND paymentListId']);
    expect((await propose(officer, { expectedVersion: 7 })).codes).toEqual(['STALE_VERSION expectedVersion']);
    expect((await propose(auditor)).taken.errors[0]?.extensions?.['code']).toBe('FORBIDDEN');
    const [due = ''] = ids(await list(decision.id, { status: 'DUE' }));
    expect((await propose(officer, { lineId: due })).codes).toEqual(['PAYMENT_KNOWN lineId']);

    const proposed = await propose(leader);
    expect([proposed.codes, proposed.taken.calls]).toEqual([[], { reads: 1, writes: 1 }]);
    expect(proposed.list).toMatchObject({ total: '1490000', unknown: 2 });
    expect((await agree(leader)).codes).toEqual(['PAYMENT_SAME_PERSON lineId']);
    expect((await agree(officer)).taken.errors[0]?.extensions?.['code']).toBe('FORBIDDEN');
    const second = await world.user('second', [['APPRAISER', province]]);
    expect((await agree(second, { agrees: false })).codes).toEqual([]);
    expect((await agree(second)).codes).toEqual(['PAYMENT_NOT_PROPOSED lineId']);
    await propose(officer);
    const agreed = await agree(second);
    expect(agreed.list).toMatchObject({
      total: '2990000',
      unknown: 1,
      outstanding: '2990000',
      units: [{ lines: 2, total: '2990000' }],
    });
    expect((await agree(second)).codes).toEqual(['PAYMENT_KNOWN lineId']);
    await propose(officer, { lineId: other, amount: '0', reason: 'Đã thưởng từ nguồn khác' });
    expect((await agree(second, { lineId: other })).list).toMatchObject({ total: '2990000', unknown: 0 });

    const { fund } = await open();
    const pay = { ...held(fund), paymentListId: pick(agreed.list, 'id'), paidOn: '2021-05-02' };
    expect((await run(officer, 'payBonuses', { ...pay, lineIds: [other] })).codes).toEqual([
      'PAYMENT_NOT_DUE lineIds.0',
    ]);
    expect((await run(officer, 'payBonuses', { ...pay, lineIds: [lineId] })).fund).toMatchObject({
      paid: '1500000',
    });
    await deliver();
    expect(await list(decision.id, { status: 'PAID' })).toMatchObject({ paid: '1500000', unknown: 0 });
  });
});
