import type { Office } from './dossiers.ts';
import { stepper } from './steps.ts';
import { minhThuan, province } from './units.ts';
import { pick } from './pick.ts';

/** Of each kind of record about officers and their work one: those that strangers may not see, and the others. */
export async function dutyRecords({ world, leader, officer }: Office) {
  const on = world.clock.now().toISOString().slice(0, 10);
  const serving = await stepper(world, 'officerId', 'officer', 'id version').done(
    officer,
    'appointOfficer',
    null,
    {
      ...{ unitId: minhThuan, name: 'Cán bộ xã', position: 'Công chức', work: 'CONCURRENT' },
      ...{ appointment: { number: '1/QĐ', issuedOn: on }, from: on },
    },
  );
  const head = await world.user('head of the commune', [['LEADER', minhThuan]]);
  const plans = stepper(world, 'workPlanId', 'workPlan', 'id version tasks(first: 1) { nodes { id } }');
  const plan = await plans.done(leader, 'issueWorkPlan', null, {
    ...{ hostUnitId: province, year: 2021, number: '08/KH-UBND', title: 'Kế hoạch', issuedOn: on },
    ...{ signerName: 'Người ký', fileIds: [] },
  });
  const { view } = await plans.step(leader, 'assignPlanTask', plan, {
    ...{ unitId: minhThuan, text: 'Báo cáo', headId: head, headPosition: 'Chủ tịch', workingDays: 10 },
  });
  const training = await hiddenTraining(world, leader, serving.id);
  const task = String(pick(view, 'tasks', 'nodes', 0, 'id'));
  const publicity = await hiddenPublicity(world, leader);
  return { hidden: [serving.id, task, head, ...training, ...publicity], open: [plan.id] };
}

/** A plan and a class that aren't open yet, and a place in one that is. */
async function hiddenTraining(world: Office['world'], leader: Office['leader'], officerId: string) {
  const plan = await stepper(world, 'trainingPlanId', 'trainingPlan', 'id version').done(
    leader,
    'draftTrainingPlan',
    null,
    {
      ...{ hostUnitId: province, year: 2021, title: 'Kế hoạch tập huấn', goals: '', classes: [] },
    },
  );
  const classes = stepper(world, 'trainingClassId', 'trainingClass', 'id version');
  const terms = {
    ...{
      hostUnitId: province,
      topic: 'Nghiệp vụ',
      place: 'Tỉnh',
      trainer: 'Ban Thi đua',
      targetGroup: 'Cấp xã',
    },
    ...{ startsOn: '2021-12-01', endsOn: '2021-12-02', closesOn: '2021-11-30', hasTest: false },
    ...{ unitKinds: ['COMMUNE'], capacity: 10, unitQuota: 1 },
  };
  const draft = await classes.done(leader, 'draftTrainingClass', null, terms);
  const open = await classes.done(
    leader,
    'openTrainingClass',
    await classes.done(leader, 'draftTrainingClass', null, terms),
  );
  const seats = stepper(world, 'trainingNominationId', 'trainingNomination', 'id version');
  const seat = await seats.done(leader, 'nominateForTraining', null, { trainingClassId: open.id, officerId });
  return [plan.id, draft.id, seat.id];
}

/** A plan that nobody has signed, and an entry that was taken back. */
async function hiddenPublicity(world: Office['world'], leader: Office['leader']) {
  const plans = stepper(world, 'publicityPlanId', 'publicityPlan', 'id version');
  const plan = await plans.done(leader, 'draftPublicityPlan', null, {
    ...{ hostUnitId: province, year: 2021, title: 'Dự thảo', events: [] },
  });
  const items = stepper(world, 'mediaItemId', 'mediaItem', 'id version');
  const entered = await items.done(leader, 'recordMediaItem', null, {
    ...{ unitId: minhThuan, medium: 'NEWS', outlet: 'Báo mẫu', level: 'PROVINCIAL', title: 'Ghi nhầm' },
    ...{ on: world.clock.now().toISOString().slice(0, 10), link: 'https://bao-mau.example/1' },
  });
  const item = await items.done(leader, 'withdrawMediaItem', entered, { reason: 'Nhầm' });
  return [plan.id, item.id];
}
