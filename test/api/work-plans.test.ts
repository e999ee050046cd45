import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { office } from '../support/dossiers.ts';
import { stepper, type Held } from '../support/steps.ts';
import { education, minhThuan, province, vuBan, yYen } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, type World } from '../support/world.ts';

const planFields = `id status version taskCount tasks(first: 50) { nodes { id version number dueOn status headName late
  deadline { state outcome label } } } availableActions { code allowed }`;
const taskFields = `id status version number dueOn startOn workingDays late progress doneOn remark headId headName
  reports { percent evidenceIds } deadline { run state dueOn outcome late } history(first: 9) { nodes { name } }
  availableActions { code allowed }`;

describe('tasks of a plan', () => {
  let world: World;
  let at: Awaited<ReturnType<typeof office>>;
  let plans: ReturnType<typeof stepper>;
  let tasks: ReturnType<typeof stepper>;
  let leader: Id<'usr'>, first: Id<'usr'>, districtLeader: Id<'usr'>, outsider: Id<'usr'>;
  let doer: Id<'usr'>, otherHead: Id<'usr'>, auditor: Id<'usr'>;
  let plan: Held;

  beforeAll(async () => {
    world = await createWorld('2021-02-01T02:00:00Z');
    at = await office(world);
    ({ leader, first, districtLeader, outsider, auditor } = at);
    doer = await world.user('doer', [['OFFICER', vuBan]]);
    otherHead = await world.user('otherHead', [['LEADER', yYen]]);
    plans = stepper(world, 'workPlanId', 'workPlan', planFields);
    tasks = stepper(world, 'planTaskId', 'planTask', taskFields);
    const issued = await plans.step(leader, 'issueWorkPlan', null, {
      ...letter('08/KH-UBND'),
      fileIds: [await at.file('ke-hoach-08.pdf', 'CLEAN', province)],
    });
    expect([issued.refusals, issued.answer.calls]).toEqual([[], { reads: 2, writes: 1 }]);
    plan = issued.held;
  });
  beforeEach(() => world.clock.set('2021-02-01T02:00:00Z'));

  const letter = (number: string, extra: object = {}) => ({
    ...{
      hostUnitId: province,
      year: 2021,
      number,
      title: 'Triển khai công tác thi đua, khen thưởng năm 2021',
    },
    ...{ issuedOn: '2021-01-21', signerName: 'Người ký', fileIds: [], ...extra },
  });
  const task = (extra: object = {}) => ({
    unitId: vuBan,
    text: 'Phát động phong trào thi đua trong huyện.',
    headId: districtLeader,
    headPosition: 'Chủ tịch UBND huyện',
    dueOn: '2021-02-26',
    ...extra,
  });
  /** Assigns a task and answers with it. */
  async function assigned(extra: object = {}): Promise<Held> {
    const taken = await plans.step(first, 'assignPlanTask', plan, task(extra));
    expect(taken.refusals).toEqual([]);
    plan = taken.held;
    const node = [pick(taken.view, 'tasks', 'nodes')].flat().at(-1);
    return { id: String(pick(node, 'id')), version: 1 };
  }
  const proof = async () => ({
    note: 'Đã phát động.',
    evidenceIds: [await at.file('anh.pdf', 'CLEAN', vuBan)],
  });
  const ids = async (user: Id<'usr'> | undefined, list: string, unitId: string = vuBan) => {
    const query = `query ($unitId: ID!, $list: PlanTaskList!) { planTasks(unitId: $unitId, list: $list, first: 100) { nodes { id } } }`;
    const answer = await world.run(user, query, { unitId, list });
    expect(answer.calls.reads).toBeLessThanOrEqual(2);
    const code = pick(answer.errors, 0, 'extensions', 'code');
    return code ?? [pick(answer.data, 'planTasks', 'nodes')].flat().map((node) => pick(node, 'id'));
  };

  it('go from assignment over reports to done, with a deadline that follows', async () => {
    const t = await assigned();
    const half = await tasks.step(doer, 'reportPlanTask', t, {
      percent: 50,
      note: 'Đã họp.',
      evidenceIds: [],
    });
    expect([half.refusals, half.answer.calls.writes]).toEqual([[], 1]);
    expect(half.view).toMatchObject({ progress: 50, deadline: { state: 'RUNNING', dueOn: '2021-02-26' } });
    const done = await tasks.step(districtLeader, 'completePlanTask', half.held, await proof());
    expect(done.view).toMatchObject({
      ...{ status: 'DONE', progress: 100, doneOn: '2021-02-01', late: false },
      deadline: { state: 'CLOSED', outcome: 'DONE', late: false },
    });
    expect(await ids(doer, 'UNIT_OPEN')).not.toContain(t.id);
    const open = await tasks.step(first, 'reopenPlanTask', done.held, { reason: 'Thiếu danh sách.' });
    expect(open.view).toMatchObject({
      ...{ status: 'OPEN', progress: 99, doneOn: null, remark: 'Thiếu danh sách.' },
      deadline: { run: 2, state: 'RUNNING', dueOn: '2021-02-26' },
    });
    const gone = await tasks.step(leader, 'cancelPlanTask', open.held, { reason: 'Đã gộp.' });
    expect(gone.view).toMatchObject({
      status: 'CANCELLED',
      deadline: { state: 'CLOSED', outcome: 'CANCELLED' },
      history: { nodes: [{ name: 'PlanTaskCancelled' }, { name: 'PlanTaskReopened' }, {}, {}, {}] },
    });
  });

  it('count working days around Tết, and take a new term or another head with a reason', async () => {
    const t = await assigned({ dueOn: null, workingDays: 10 });
    const extended = await tasks.step(leader, 'changePlanTask', t, { workingDays: 12, reason: 'Nghỉ Tết' });
    // Tết 2021 took 10–16 February: ten working days from 1 February end on the 22nd, twelve on the 24th.
    expect(extended.view).toMatchObject({ workingDays: 12, dueOn: '2021-02-24', remark: 'Nghỉ Tết' });
    const second = await world.user('second head', [['LEADER', vuBan]]);
    const handed = await tasks.step(leader, 'changePlanTask', extended.held, {
      ...{ headId: second, headPosition: 'Phó Chủ tịch UBND huyện', reason: 'Phân công lại' },
    });
    expect(handed.view).toMatchObject({ headId: second, dueOn: '2021-02-24', deadline: { run: 3 } });
    const none = await tasks.step(leader, 'changePlanTask', handed.held, { reason: '' });
    expect(none.refusals).toEqual(['REQUIRED reason', 'REQUIRED dueOn']);
    const deadline = await world.deps().deadlines.get(t.id, 'PLAN_TASK');
    expect(deadline?.assignees).toEqual([second]);
  });

  it('are refused for every wrong field at once, and nothing changes', async () => {
    const before = await world.dump();
    const bad = await plans.step(first, 'assignPlanTask', plan, {
      ...{ unitId: vuBan, text: ' ', headId: otherHead, headPosition: '', dueOn: '2021-01-31' },
    });
    const expected = [
      'REQUIRED text',
      'REQUIRED headPosition',
      'PLAN_TASK_HEAD headId',
      'PLAN_TASK_DATES dueOn',
    ];
    expect(bad.refusals).toEqual(expected);
    const unknown = await plans.step(
      first,
      'assignPlanTask',
      plan,
      task({ headId: world.shared.ids.next('usr') }),
    );
    expect(unknown.refusals).toEqual(['PLAN_TASK_HEAD headId']);
    for (const term of [{ dueOn: '2021-03-01', workingDays: 3 }, { dueOn: null }])
      expect((await plans.step(first, 'assignPlanTask', plan, task(term))).refusals).toEqual([
        'INVALID_VALUE dueOn',
      ]);
    expect(
      (await plans.step(first, 'assignPlanTask', plan, task({ dueOn: null, workingDays: 0 }))).refusals,
    ).toEqual(['INVALID_VALUE workingDays']);
    expect(await plans.errorCode(auditor, 'assignPlanTask', plan, task())).toBe('FORBIDDEN');
    expect((await plans.step(outsider, 'assignPlanTask', plan, task())).refusals).toEqual([
      'NOT_YOURS workPlanId',
    ]);
    const numbers = letter('08/kh-ubnd', { year: 1900, issuedOn: '2021-02-02', title: '' });
    expect((await plans.step(leader, 'issueWorkPlan', null, numbers)).refusals).toEqual([
      'REQUIRED title',
      'INVALID_VALUE year',
      'PLAN_TASK_DATES issuedOn',
    ]);
    expect((await plans.step(leader, 'issueWorkPlan', null, letter('08/kh-ubnd'))).refusals).toEqual([
      'DUPLICATE number',
    ]);
    expect(await world.dump()).toBe(before);
  });

  it('want clean evidence of the unit to be done, once', async () => {
    const t = await assigned();
    const dirty = await at.file('ban.pdf', 'CHECKING', vuBan);
    const foreign = await at.file('la.pdf', 'CLEAN', minhThuan);
    const bad = { note: 'x', evidenceIds: [dirty, foreign, foreign] };
    expect((await tasks.step(doer, 'completePlanTask', t, bad)).refusals).toEqual([
      'FILE_NOT_CLEAN evidenceIds.0',
      'NOT_FOUND evidenceIds.1',
      'NOT_FOUND evidenceIds.2',
    ]);
    expect((await tasks.step(doer, 'completePlanTask', t, { note: '', evidenceIds: [] })).refusals).toEqual([
      'REQUIRED note',
      'REQUIRED evidenceIds',
    ]);
    for (const percent of [-1, 100])
      expect(
        (await tasks.step(doer, 'reportPlanTask', t, { percent, note: 'x', evidenceIds: [] })).refusals,
      ).toEqual(['INVALID_VALUE percent']);
    const evidence = await proof();
    const both = await Promise.all(
      [doer, districtLeader].map((u) => tasks.step(u, 'completePlanTask', t, evidence)),
    );
    const won = both.map(({ refusals }) => refusals.join());
    expect(won.filter((codes) => codes === '')).toHaveLength(1);
    expect(won.find((codes) => codes !== '')).toMatch(/STALE_VERSION|WRONG_STATE/);
    const file = `query ($id: ID!) { attachment(id: $id) { fileName } }`;
    const id = evidence.evidenceIds[0];
    expect(pick((await world.run(leader, file, { id })).data, 'attachment')).toEqual({ fileName: 'anh.pdf' });
    expect(pick((await world.run(outsider, file, { id })).data, 'attachment')).toBeNull();
  });

  it('are listed by unit, by head and by host in the order of their due days; late ones apart', async () => {
    const late = await assigned({ dueOn: '2021-02-03' });
    const later = await assigned({ dueOn: '2021-02-05' });
    const today = await assigned({ dueOn: '2021-02-09' });
    world.clock.set('2021-02-09T10:00:00Z');
    expect(await ids(doer, 'UNIT_LATE')).toEqual([late.id, later.id]);
    expect(await ids(leader, 'HOST_LATE', province)).toEqual([late.id, later.id]);
    expect([await ids(doer, 'UNIT_OPEN')].flat().slice(0, 3)).toEqual([late.id, later.id, today.id]);
    const byHead = `query ($unitId: ID!, $headId: ID!) {
      planTasksOfHead(unitId: $unitId, headId: $headId, late: true, first: 9) { nodes { id late } } }`;
    const mine = await world.run(districtLeader, byHead, { unitId: vuBan, headId: districtLeader });
    expect(pick(mine.data, 'planTasksOfHead', 'nodes')).toEqual([
      { id: late.id, late: true },
      { id: later.id, late: true },
    ]);
    const heads = `query ($host: ID!) { lateHeads(hostUnitId: $host) { nodes { headId tasks oldestDueOn unit { id } } } }`;
    const asked = await world.run(auditor, heads, { host: province });
    expect(asked.calls.reads).toBeLessThanOrEqual(3);
    expect(pick(asked.data, 'lateHeads', 'nodes')).toEqual([
      { headId: districtLeader, tasks: 2, oldestDueOn: '2021-02-03', unit: { id: vuBan } },
    ]);
    for (const user of [undefined, outsider]) {
      expect(await ids(user, 'UNIT_OPEN')).toBe('FORBIDDEN');
      expect(pick((await world.run(user, heads, { host: province })).errors, 0, 'extensions', 'code')).toBe(
        'FORBIDDEN',
      );
    }
    expect(await ids(doer, 'HOST_OPEN', province)).toBe('FORBIDDEN');
  });

  it('are the affair of the unit, the host and those over it; the plan itself is public', async () => {
    const t = await assigned();
    const query = `query ($id: ID!) { planTask(id: $id) { number } node(id: $id) { id } }`;
    const shown = `query ($id: ID!) { workPlan(id: $id) { number fileIds tasks(first: 1) { nodes { id } } } }`;
    for (const user of [doer, first, leader])
      expect(pick((await world.run(user, query, { id: t.id })).data, 'node', 'id')).toBe(t.id);
    for (const user of [undefined, outsider, otherHead]) {
      expect((await world.run(user, query, { id: t.id })).data).toEqual({ planTask: null, node: null });
      expect(pick((await world.run(user, shown, { id: plan.id })).data, 'workPlan')).toMatchObject({
        number: '08/KH-UBND',
        tasks: null,
      });
    }
    const denied = await tasks.step(leader, 'completePlanTask', t, await proof());
    expect(denied.refusals).toEqual(['NOT_YOURS planTaskId']);
    const hidden = await tasks.step(otherHead, 'completePlanTask', t, { note: 'x', evidenceIds: [] });
    expect(hidden.refusals).toEqual(['NOT_FOUND planTaskId']);
    const list = `query ($host: ID!) { workPlans(hostUnitId: $host, year: 2021) { nodes { number } } }`;
    const listed = await world.run(undefined, list, { host: province });
    expect(pick(listed.data, 'workPlans', 'nodes')).toEqual([{ number: '08/KH-UBND' }]);
  });

  it('are assigned to no other tree, and to nobody once the plan is closed; a repeat changes nothing', async () => {
    const small = await plans.done(
      outsider,
      'issueWorkPlan',
      null,
      letter('02/KH-SGDĐT', { hostUnitId: education }),
    );
    expect((await plans.step(outsider, 'assignPlanTask', small, task())).refusals).toEqual([
      'NOT_FOUND unitId',
    ]);
    const own = task({ unitId: education, headId: outsider, idempotencyKey: key() });
    const one = await plans.step(outsider, 'assignPlanTask', small, own);
    const two = await plans.step(outsider, 'assignPlanTask', small, own);
    expect(two.held).toEqual(one.held);
    expect(pick(two.view, 'taskCount')).toBe(1);
    const closed = await plans.done(outsider, 'closeWorkPlan', one.held, { note: 'Tổng kết năm' });
    const more = await plans.step(
      outsider,
      'assignPlanTask',
      closed,
      task({ unitId: education, headId: outsider }),
    );
    expect(more.refusals).toEqual(['WRONG_STATE workPlanId']);
  });
});
