import { beforeAll, describe, expect, it } from 'vitest';
import { recountDeadlines } from '../../functions/deadlines/recount-deadlines.ts';
import { recountDeps } from '../../functions/deadlines/follow-calendar.ts';
import { parseId, type Id } from '../../functions/kernel/ids.ts';
import { systemUser } from '../../functions/kernel/system-user.ts';
import { walkDeadlines } from '../../functions/notices/walk.ts';
import { followTasks } from '../../functions/officers/follow-tasks.ts';
import { stepper } from '../support/steps.ts';
import { province, seedUnits, vuBan } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, type World } from '../support/world.ts';

describe('a task of a plan whose days are counted', () => {
  let world: World;
  let leader: Id<'usr'>, head: Id<'usr'>;
  let taskId: Id<'ptk'>;

  beforeAll(async () => {
    world = await createWorld('2021-03-01T02:00:00Z');
    await seedUnits(world);
    leader = await world.user('leader', [['LEADER', province]]);
    head = await world.user('head', [['LEADER', vuBan]]);
    const fields = 'id version tasks(first: 1) { nodes { id } }';
    const plans = stepper(world, 'workPlanId', 'workPlan', fields);
    const plan = await plans.done(leader, 'issueWorkPlan', null, {
      ...{
        hostUnitId: province,
        year: 2021,
        number: '08/KH-UBND',
        title: 'Kế hoạch',
        issuedOn: '2021-01-21',
      },
      ...{ signerName: 'Người ký', fileIds: [] },
    });
    const { view } = await plans.step(leader, 'assignPlanTask', plan, {
      ...{ unitId: vuBan, text: 'Báo cáo', headId: head, headPosition: 'Chủ tịch', workingDays: 10 },
    });
    const id = parseId('ptk', String(pick(view, 'tasks', 'nodes', 0, 'id')));
    if (!id) throw new Error('no task');
    taskId = id;
  });

  const process = () => ({
    client: world.shared.client,
    tableName: world.shared.tableName,
    clock: world.clock,
    secret: world.shared.cursorSecret,
    unitCache: world.shared.unitCache,
  });
  const moved = (purpose = 'PLAN_TASK') =>
    followTasks(process(), {
      aggregateId: taskId,
      seq: 2,
      name: 'DeadlineMoved',
      at: '2021-03-01T02:00:00.000Z',
      actorId: systemUser,
      requestId: 'r',
      facts: { purpose, dueOn: '2021-03-16', dueBefore: '2021-03-15' },
    });
  const task = () => world.deps().workPlans.task(taskId);

  it('follows its deadline over a declared holiday, once, whatever events come again', async () => {
    expect(await task()).toMatchObject({ dueOn: '2021-03-15', version: 1 });
    const query = `mutation ($input: DeclareHolidayInput!) { declareHoliday(input: $input) { userErrors { code } } }`;
    const legalAct = { number: '1/QĐ', issuer: 'UBND tỉnh', issuedOn: '2021-03-01' };
    const days = [{ on: '2021-03-10', works: false }];
    const input = {
      unitId: province,
      name: 'Bão',
      days,
      legalAct,
      expectedVersion: 0,
      idempotencyKey: key(),
    };
    await world.run(leader, query, { input });
    await moved();
    expect(await task()).toMatchObject({ dueOn: '2021-03-15', version: 1 });

    await recountDeadlines(recountDeps(process(), 'recount'));
    await moved('DOSSIER_ANSWER');
    expect(await task()).toMatchObject({ version: 1 });
    await moved();
    const after = await world.dump();
    await moved();
    expect(await world.dump()).toBe(after);
    expect(await task()).toMatchObject({ dueOn: '2021-03-16', version: 2 });
    const page = await world.deps(leader).workPlans.taskHistory(taskId, { first: 1 });
    expect(page.edges[0]?.node).toMatchObject({
      ...{ name: 'PlanTaskMoved', actorId: systemUser },
      facts: { dueBefore: '2021-03-15', dueOn: '2021-03-16' },
    });
    world.clock.set('2021-03-16T10:00:00Z');
    const list = `query ($unitId: ID!) { planTasks(unitId: $unitId, list: UNIT_LATE) { nodes { id } } }`;
    expect(pick((await world.run(head, list, { unitId: vuBan })).data, 'planTasks', 'nodes')).toEqual([]);
  });

  it('reminds the head by name', async () => {
    world.clock.set('2021-03-17T02:00:00Z');
    await walkDeadlines(process(), 'walk');
    const query = '{ me { notices(first: 5) { nodes { title text } } } }';
    expect(pick((await world.run(head, query)).data, 'me', 'notices', 'nodes')).toEqual([
      {
        title: 'Quá hạn: Nhiệm vụ 1, Kế hoạch 08/KH-UBND',
        text: 'Huyện Vụ Bản chưa hoàn thành nhiệm vụ được giao; hạn là ngày 16/03/2021.',
      },
    ]);
    expect(pick((await world.run(leader, query)).data, 'me', 'notices', 'nodes')).toEqual([]);
  });
});
