import { beforeEach, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { office } from '../support/dossiers.ts';
import { postings } from '../support/postings.ts';
import { education, minhThuan, province, seedUnits, vuBan } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, type World } from '../support/world.ts';

const book = `localRulebook { id version unit { id } rules { number kind awardCode percent workingDays from to
  act { number } endedBy { number } } availableActions { code allowed } }
  userErrors { code field message citation details { name value } }`;
const mutation = (name: string, type: string) =>
  `mutation ($input: ${type}Input!) { ${name}(input: $input) { ${book} } }`;
const adopt = mutation('adoptLocalRule', 'AdoptLocalRule');
const withdraw = mutation('withdrawLocalRule', 'WithdrawLocalRule');
const end = mutation('endLocalRule', 'EndLocalRule');

const act = { number: '05/2019/QĐ-UBND', issuer: 'UBND tỉnh Nam Định', issuedOn: '2020-06-15' };
const quota = (percent: number) => ({ kind: 'QUOTA', awardCode: 'CSTDCS', percent });

describe('local rules of a province', () => {
  let world: World;
  let leader: Id<'usr'>, officer: Id<'usr'>;
  beforeEach(async () => {
    world = await createWorld('2021-03-01T02:00:00Z');
    await seedUnits(world);
    leader = await world.user('leader', [['LEADER', province]]);
    officer = await world.user('officer', [['OFFICER', province]]);
  });

  const input = (expectedVersion: number, extra: object = {}) => ({
    input: {
      unitId: province,
      expectedVersion,
      content: quota(10),
      from: '2021-04-01',
      act,
      idempotencyKey: key(),
      ...extra,
    },
  });
  const change = (expectedVersion: number, number: number, extra: object = {}) => ({
    input: { unitId: province, expectedVersion, number, idempotencyKey: key(), ...extra },
  });
  const on = async (unitId: string, day: string) => {
    const query = `query ($unitId: ID!, $day: LocalDate) { localRules(unitId: $unitId, on: $day) { number percent } }`;
    return pick((await world.run(undefined, query, { unitId, day })).data, 'localRules');
  };

  it('are adopted in one read round and one transaction, once for each key, and hold for every unit of it', async () => {
    const given = input(0);
    const answer = await world.run(leader, adopt, given);
    expect(refusals(answer, 'adoptLocalRule')).toEqual([]);
    expect(answer.calls).toEqual({ reads: 1, writes: 1 });
    expect(pick(answer.data, 'adoptLocalRule', 'localRulebook', 'rules')).toMatchObject([
      { number: 1, kind: 'QUOTA', awardCode: 'CSTDCS', percent: 10, to: null, act: { number: act.number } },
    ]);
    const again = await world.run(leader, adopt, given);
    expect(pick(again.data, 'adoptLocalRule', 'localRulebook', 'version')).toBe(1);
    for (const unit of [province, minhThuan, education])
      expect(await on(unit, '2021-04-01')).toEqual([{ number: 1, percent: 10 }]);
    expect(await on(minhThuan, '2021-03-31')).toEqual([]);
    expect(await on('unt_0', '2021-04-01')).toEqual([]);
    const id = pick(answer.data, 'adoptLocalRule', 'localRulebook', 'id');
    const node = await world.run(undefined, 'query ($id: ID!) { node(id: $id) { id } }', { id });
    expect(pick(node.data, 'node', 'id')).toBe(id);
  });

  it('may not loosen national law; the answer names the rule and its article, and nothing is kept', async () => {
    const before = await world.dump();
    const answer = await world.run(leader, adopt, input(0, { content: quota(16) }));
    expect(refusals(answer, 'adoptLocalRule')).toEqual(['LOCAL_RULE_LOOSER content']);
    const error = pick(answer.data, 'adoptLocalRule', 'userErrors', 0);
    expect(String(pick(error, 'message'))).toContain('15 %');
    expect(String(pick(error, 'citation'))).toContain('91/2017/NĐ-CP, Điều 9(3)');
    expect(await world.dump()).toBe(before);
  });

  it("don't overlap, are taken back only before they hold, and ended only from tomorrow", async () => {
    await world.run(leader, adopt, input(0));
    expect(
      refusals(await world.run(leader, adopt, input(1, { from: '2021-09-01' })), 'adoptLocalRule'),
    ).toEqual(['LOCAL_RULE_OVERLAP from']);
    const back = await world.run(leader, withdraw, change(1, 1));
    expect(refusals(back, 'withdrawLocalRule')).toEqual([]);
    await world.run(leader, adopt, input(2, { from: '2021-02-01' }));
    expect(refusals(await world.run(leader, withdraw, change(3, 2)), 'withdrawLocalRule')).toEqual([
      'LOCAL_RULE_IN_FORCE number',
    ]);
    const ending = (endsOn: string) =>
      world.run(
        leader,
        end,
        change(3, 2, { endsOn, act: { ...act, number: '9/QĐ', issuedOn: '2021-02-28' } }),
      );
    expect(refusals(await ending('2021-03-01'), 'endLocalRule')).toEqual(['INVALID_VALUE endsOn']);
    const ended = await ending('2021-03-02');
    expect(pick(ended.data, 'endLocalRule', 'localRulebook', 'rules', 0)).toMatchObject({
      number: 2,
      to: '2021-03-02',
      endedBy: { number: '9/QĐ' },
    });
    expect(await on(vuBan, '2021-03-01')).toHaveLength(1);
    expect(await on(vuBan, '2021-03-02')).toEqual([]);
  });

  it('are refused with codes: stale, unknown, too early, an act of tomorrow, a unit that is no province', async () => {
    await world.run(leader, adopt, input(0));
    const codes = async (extra: object, version = 1) =>
      refusals(await world.run(leader, adopt, input(version, extra)), 'adoptLocalRule');
    expect(await codes({}, 0)).toEqual(['STALE_VERSION expectedVersion']);
    expect(await codes({ content: { ...quota(10), awardCode: 'NOPE' } })).toEqual([
      'LAW_AWARD_UNKNOWN content.awardCode',
    ]);
    expect(await codes({ from: '2016-01-01', act: { ...act, issuedOn: '2015-01-01' } })).toEqual([
      'LAW_DAY_UNKNOWN from',
      'LOCAL_RULE_NOT_PROVINCE unitId',
    ]);
    expect(await codes({ act: { ...act, issuedOn: '2021-03-02' } })).toEqual(['INVALID_VALUE act.issuedOn']);
    expect(await codes({ to: '2021-04-01' })).toEqual(['INVALID_VALUE to']);
    const department = await world.user('head', [['LEADER', education]]);
    const own = { ...input(0).input, unitId: education };
    expect(refusals(await world.run(department, adopt, { input: own }), 'adoptLocalRule')).toEqual([
      'LOCAL_RULE_NOT_PROVINCE unitId',
    ]);
    expect(refusals(await world.run(department, adopt, input(1)), 'adoptLocalRule')).toEqual([
      'NOT_FOUND unitId',
    ]);
  });

  it('are kept by leaders and appraisers of the province alone', async () => {
    const denied = await world.run(officer, adopt, input(0));
    expect(denied.errors[0]?.extensions?.['code']).toBe('FORBIDDEN');
    const anonymous = await world.run(undefined, adopt, input(0));
    expect(anonymous.errors[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
    const answer = await world.run(leader, adopt, input(0));
    const actions = [pick(answer.data, 'adoptLocalRule', 'localRulebook', 'availableActions')].flat();
    expect(actions.map((one) => pick(one, 'allowed'))).toEqual([true, true, true]);
  });

  it('settle two changes at once: one is stale', async () => {
    const answers = await Promise.all([
      world.run(leader, adopt, input(0)),
      world.run(
        leader,
        adopt,
        input(0, { content: { kind: 'POSTING_DAYS', workingDays: 5 }, to: '2023-12-31' }),
      ),
    ]);
    expect(answers.map((one) => refusals(one, 'adoptLocalRule')).flat()).toEqual([
      'STALE_VERSION expectedVersion',
    ]);
  });
});

describe('parts of a dossier that a province asks for', () => {
  it('are asked for at submission, from the day on which the rule holds', async () => {
    const world = await createWorld('2021-03-01T02:00:00Z');
    const o = await office(world);
    const parts = ['SUBMISSION_LETTER', 'ACHIEVEMENT_REPORT', 'MEETING_MINUTES', 'OTHER'];
    const given = {
      unitId: province,
      expectedVersion: 0,
      content: { kind: 'COMPONENTS', awardCode: 'BKT', components: parts },
      from: '2021-03-02',
      act,
      idempotencyKey: key(),
    };
    expect(refusals(await world.run(o.leader, adopt, { input: given }), 'adoptLocalRule')).toEqual([]);
    const person = await o.person('Nguyễn Văn C');
    const draft = await o.done(o.officer, 'addNominees', await o.draft(), {
      nominees: [{ subjectId: person, awardCode: 'BKT' }],
    });
    const missing = async () =>
      (await o.step(o.officer, 'submitDossier', draft, { receivingUnitId: province })).refusals;
    expect(await missing()).not.toContain('DOSSIER_COMPONENT_MISSING attachments.OTHER');
    world.clock.set('2021-03-02T02:00:00Z');
    expect(await missing()).toContain('DOSSIER_COMPONENT_MISSING attachments.OTHER');
  });
});

describe('a standing body in place of the council', () => {
  const rule = (from: string) => ({
    unitId: province,
    expectedVersion: 0,
    content: { kind: 'STANDING_BODY', awardCode: 'BKT' },
    from,
    act,
    idempotencyKey: key(),
  });
  const route = `query ($id: ID!) { dossier(id: $id) { route { steps { code state citation } } } }`;

  it('takes the council off the route where the law lets it, by the act of the province, and is refused elsewhere', async () => {
    const world = await createWorld('2025-08-01T02:00:00Z');
    const o = await office(world);
    const adopted = async (from: string) =>
      refusals(await world.run(o.leader, adopt, { input: rule(from) }), 'adoptLocalRule');
    expect(await adopted('2024-06-01')).toEqual(['LOCAL_RULE_LOOSER content']);
    const nominees = [{ subjectId: await o.person('Trần Thị Hoa'), awardCode: 'BKT' }];
    let held = await o.done(o.officer, 'submitDossier', await o.complete(nominees), {
      receivingUnitId: province,
    });
    held = await o.done(o.first, 'receiveDossier', held, { handlerUnitId: province });
    const ids = await o.nomineeIds(held, o.first);
    const verdicts = ids.map((nomineeId) => ({ nomineeId, verdict: 'APPROVE', note: 'Đủ điều kiện' }));
    held = await o.done(o.first, 'appraiseNominees', held, { verdicts });
    held = await o.done(o.second, 'confirmNominees', held, { nomineeIds: ids, agrees: true });
    const council = async () =>
      [pick((await world.run(o.first, route, { id: held.id })).data, 'dossier', 'route', 'steps')]
        .flat()
        .find((step) => pick(step, 'code') === 'COUNCIL');
    expect(await council()).toMatchObject({ state: 'AHEAD' });
    expect(await adopted('2025-08-01')).toEqual([]);
    expect(await council()).toMatchObject({ state: 'NOT_NEEDED' });
    const finished = await o.step(o.second, 'finishAppraisal', held);
    expect([finished.refusals, finished.answer.calls]).toEqual([[], { reads: 1, writes: 1 }]);
    held = finished.dossier;
    expect(String(pick(await council(), 'citation'))).toContain('05/2019/QĐ-UBND');
    const signed = { number: '9/QĐ-UBND', issuedOn: '2025-08-01', signerName: 'A', signerTitle: 'Chủ tịch' };
    expect((await o.step(o.first, 'sendToCouncil', held)).refusals).toEqual([
      'DOSSIER_STEP_NOT_NEEDED dossierId',
    ]);
    expect((await o.step(o.leader, 'decideDossier', held, signed)).refusals).toEqual([]);
  });
});

describe('the length of a notice that a province asks for', () => {
  it('is taken without asking, named with its act, and not undercut', async () => {
    const world = await createWorld('2021-03-01T02:00:00Z');
    const o = await office(world);
    const p = postings(o);
    const rule = {
      unitId: province,
      expectedVersion: 0,
      content: { kind: 'POSTING_DAYS', workingDays: 7 },
      from: '2021-01-01',
      to: '2023-12-31',
      act,
      idempotencyKey: key(),
    };
    expect(refusals(await world.run(o.leader, adopt, { input: rule }), 'adoptLocalRule')).toEqual([]);
    const d = await p.appraised();
    const short = await p.run(o.first, 'openPosting', { ...p.notice([d.id]), workingDays: 6 });
    expect(short.refusals).toEqual(['POSTING_TOO_SHORT workingDays']);
    const opened = await p.run(o.first, 'openPosting', p.notice([d.id]));
    expect([opened.refusals, opened.answer.calls]).toEqual([[], { reads: 1, writes: 1 }]);
    expect(opened.view).toMatchObject({ period: { days: 7 } });
    expect(String(pick(opened.view, 'legalBases'))).toContain('05/2019/QĐ-UBND');
  });
});
