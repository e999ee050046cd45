import { beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { office } from '../support/dossiers.ts';
import { stepper, type Held } from '../support/steps.ts';
import { minhThuan, province, yenBang, yYen } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, type World } from '../support/world.ts';

describe('what an office plans and gives up', () => {
  let world: World;
  let at: Awaited<ReturnType<typeof office>>;
  let inspection: ReturnType<typeof stepper>;
  let classes: ReturnType<typeof stepper>;
  let leader: Id<'usr'>, first: Id<'usr'>, officer: Id<'usr'>, outsider: Id<'usr'>, stranger: Id<'usr'>;
  beforeAll(async () => {
    world = await createWorld('2021-05-03T02:00:00Z');
    at = await office(world);
    ({ leader, first, officer, outsider } = at);
    stranger = await world.user('stranger');
    inspection = stepper(world, 'inspectionId', 'inspection', 'id status version');
    classes = stepper(world, 'trainingClassId', 'trainingClass', 'id status version');
  });

  const about = { hostUnitId: province, unitId: minhThuan, kind: 'CHECK' };
  const asked = () => ({
    ...{ ...about, topic: 'Thực hiện pháp luật', team: [{ userId: first, lead: true }] },
    decision: { number: '12/QĐ', issuedOn: '2021-05-03', signerName: 'A' },
  });
  const visit = async () => ({
    ...{ ...about, on: '2021-05-03', minutesId: await at.file('bien-ban.pdf', 'CLEAN', province) },
    ...{ evidenceIds: [], answers: [] },
  });
  const terms = {
    ...{ hostUnitId: province, topic: 'Nghiệp vụ cơ sở', place: 'Hội trường', trainer: 'Ban Thi đua' },
    ...{ startsOn: '2021-05-20', endsOn: '2021-05-21', closesOn: '2021-05-14', hasTest: true },
    ...{ targetGroup: 'Cán bộ cấp xã', unitKinds: ['COMMUNE'], capacity: 4, unitQuota: 2 },
  };

  it('rewrites a plan while it is a draft, gives it up with a reason, and lists those of a host, kind and year', async () => {
    const plan = stepper(world, 'planId', 'inspectionPlan', 'id status version title visits { topic month }');
    const visits = [{ unitId: minhThuan, topic: 'Hồ sơ', month: 5 }];
    const wanted = { hostUnitId: province, kind: 'SUPERVISION', year: 2022, title: 'Giám sát', visits };
    const draft = await plan.done(first, 'draftInspectionPlan', null, wanted);
    const anew = { title: 'Giám sát năm 2022', visits: [{ unitId: yYen, topic: 'Quỹ', month: 6 }] };
    const wrong = { title: ' ', visits: [{ unitId: province, topic: 'x', month: 0 }] };
    expect((await plan.step(first, 'updateInspectionPlan', draft, wrong)).refusals).toEqual([
      ...['REQUIRED title', 'NOT_FOUND visits.0.unitId', 'INVALID_VALUE visits.0.month'],
    ]);
    expect(await plan.errorCode(officer, 'updateInspectionPlan', draft, anew)).toBe('FORBIDDEN');
    expect((await plan.step(at.districtLeader, 'updateInspectionPlan', draft, anew)).refusals).toEqual([
      'NOT_FOUND planId',
    ]);
    const updated = await plan.step(first, 'updateInspectionPlan', draft, anew);
    expect([updated.view, updated.answer.calls.writes]).toMatchObject([
      { title: 'Giám sát năm 2022', visits: [{ topic: 'Quỹ', month: 6 }] },
      1,
    ]);
    expect((await plan.step(first, 'updateInspectionPlan', draft, anew)).refusals).toEqual([
      'STALE_VERSION expectedVersion',
    ]);
    let p = await plan.done(leader, 'approveInspectionPlan', updated.held);
    expect((await plan.step(first, 'updateInspectionPlan', p, anew)).refusals).toEqual([
      'WRONG_STATE planId',
    ]);
    p = await plan.done(leader, 'publishInspectionPlan', p, { basis: 'Quyết định' });
    const list = async (user: Id<'usr'> | undefined, host: string = province) =>
      world.run(
        user,
        `query ($host: ID!) { inspectionPlans(hostUnitId: $host, kind: SUPERVISION, year: 2022, first: 9) {
          nodes { id status } } }`,
        { host },
      );
    const published = async () =>
      pick(
        (await world.run(undefined, '{ publishedInspectionPlans(year: 2022, first: 9) { nodes { id } } }'))
          .data,
        ...['publishedInspectionPlans', 'nodes'],
      );
    expect(await published()).toEqual([{ id: p.id }]);
    expect((await plan.step(leader, 'cancelInspectionPlan', p, { reason: ' ' })).refusals).toEqual([
      'REQUIRED reason',
    ]);
    await plan.done(leader, 'cancelInspectionPlan', p, { reason: 'Trùng với thanh tra Sở' });
    const seen = await list(leader);
    expect(seen.calls.reads).toBeLessThanOrEqual(3);
    expect(pick(seen.data, 'inspectionPlans', 'nodes')).toEqual([{ id: p.id, status: 'CANCELLED' }]);
    expect(await published()).toEqual([]);
    for (const user of [undefined, officer, outsider])
      expect(pick((await list(user)).errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
  });

  it('calls an inspection off before its first visit, and shows a unit what it was inspected for', async () => {
    const i = await inspection.done(leader, 'decideInspection', null, asked());
    const cancel = (user: Id<'usr'>, held: Held, reason = 'Trùng cuộc') =>
      inspection.step(user, 'cancelInspection', held, { reason });
    expect(await inspection.errorCode(first, 'cancelInspection', i, { reason: 'x' })).toBe('FORBIDDEN');
    expect((await cancel(at.districtLeader, i)).refusals).toEqual(['NOT_FOUND inspectionId']);
    expect((await cancel(leader, i, ' ')).refusals).toEqual(['REQUIRED reason']);
    const off = await cancel(leader, i);
    expect([off.view, off.answer.calls.writes]).toMatchObject([{ status: 'CANCELLED' }, 1]);
    expect((await inspection.step(first, 'recordInspectionVisit', off.held, await visit())).refusals).toEqual(
      ['WRONG_STATE inspectionId'],
    );
    const other = await inspection.done(leader, 'decideInspection', null, asked());
    const begun = await inspection.done(first, 'recordInspectionVisit', other, await visit());
    expect((await cancel(leader, begun)).refusals).toEqual(['WRONG_STATE inspectionId']);
    const of = async (user: Id<'usr'> | undefined, unitId: string) =>
      world.run(
        user,
        'query ($u: ID!) { inspectionsOfUnit(unitId: $u, first: 50) { nodes { id status } } }',
        { u: unitId },
      );
    const own = await of(officer, minhThuan);
    expect(own.calls.reads).toBeLessThanOrEqual(3);
    const rows = [pick(own.data, 'inspectionsOfUnit', 'nodes')].flat();
    expect(rows).toEqual(
      expect.arrayContaining([
        { id: off.held.id, status: 'CANCELLED' },
        { id: begun.id, status: 'VISITED' },
      ]),
    );
    for (const [user, unit] of [
      [undefined, minhThuan],
      [outsider, minhThuan],
      [officer, yenBang],
    ] as const)
      expect(pick((await of(user, unit)).errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
    const lists = `query ($host: ID!) { checklists(hostUnitId: $host, kind: CHECK, first: 9) { nodes { id title } } }`;
    const checklist = stepper(world, 'checklistId', 'checklist', 'id version');
    const made = await checklist.done(first, 'createChecklist', null, {
      ...{ hostUnitId: province, kind: 'CHECK', title: 'Mẫu kiểm tra xã' },
      questions: [{ code: '1', text: 'Có kế hoạch?' }],
    });
    const listed = await world.run(leader, lists, { host: province });
    expect(pick(listed.data, 'checklists', 'nodes')).toContainEqual({
      id: made.id,
      title: 'Mẫu kiểm tra xã',
    });
    for (const user of [undefined, officer])
      expect(pick((await world.run(user, lists, { host: province })).errors, 0, 'extensions', 'code')).toBe(
        'FORBIDDEN',
      );
  });

  it('lists the plans of a host and year, and gives one up with a reason, its classes going on', async () => {
    const plans = stepper(world, 'trainingPlanId', 'trainingPlan', 'id version status');
    const planned = { topic: 'Nghiệp vụ', targetGroup: 'Cấp xã', month: 6, participants: 20 };
    const draft = { hostUnitId: province, year: 2022, title: 'Kế hoạch 2022', goals: '', classes: [planned] };
    let plan = await plans.done(first, 'draftTrainingPlan', null, draft);
    plan = await plans.done(leader, 'approveTrainingPlan', plan);
    const held = await classes.done(first, 'draftTrainingClass', null, { ...terms, trainingPlanId: plan.id });
    const list =
      'query ($host: ID!) { trainingPlans(hostUnitId: $host, year: 2022, first: 9) { nodes { id status } } }';
    expect((await plans.step(leader, 'cancelTrainingPlan', plan, { reason: ' ' })).refusals).toEqual([
      'REQUIRED reason',
    ]);
    expect(await plans.errorCode(officer, 'cancelTrainingPlan', plan, { reason: 'x' })).toBe('FORBIDDEN');
    expect(
      (await plans.step(at.districtLeader, 'cancelTrainingPlan', plan, { reason: 'x' })).refusals,
    ).toEqual(['NOT_YOURS trainingPlanId']);
    const off = await plans.step(leader, 'cancelTrainingPlan', plan, { reason: 'Hết kinh phí' });
    expect([off.view, off.answer.calls.writes]).toMatchObject([{ status: 'CANCELLED' }, 1]);
    expect((await plans.step(leader, 'cancelTrainingPlan', off.held, { reason: 'x' })).refusals).toEqual([
      'WRONG_STATE trainingPlanId',
    ]);
    const seen = await world.run(leader, list, { host: province });
    expect([seen.calls.reads <= 3, pick(seen.data, 'trainingPlans', 'nodes')]).toEqual([
      true,
      [{ id: plan.id, status: 'CANCELLED' }],
    ]);
    for (const user of [undefined, stranger, officer])
      expect(pick((await world.run(user, list, { host: province })).errors, 0, 'extensions', 'code')).toBe(
        'FORBIDDEN',
      );
    expect((await classes.step(first, 'openTrainingClass', held)).refusals).toEqual([]);
    const late = { ...terms, trainingPlanId: plan.id };
    expect((await classes.step(first, 'draftTrainingClass', null, late)).refusals).toEqual([
      'NOT_FOUND trainingPlanId',
    ]);
  });
});
