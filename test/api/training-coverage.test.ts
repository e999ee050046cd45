import { expect, it } from 'vitest';
import { office } from '../support/dossiers.ts';
import { countEverything } from '../support/statistics.ts';
import { stepper } from '../support/steps.ts';
import { hienKhanh, minhThuan, province, yYen } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld } from '../support/world.ts';

const asked = `query ($unitId: ID!, $on: LocalDate) { statistics(unitId: $unitId, on: $on) {
  training { communes withTrained { count cell } without } } }`;
const records = `query ($unitId: ID!) { statisticsRecords(unitId: $unitId, cell: "TRAINED_COMMUNE", first: 5) {
  nodes { recordId unit { id } day } } }`;

it('counts the communes that have somebody trained on each day, and those that have not', async () => {
  const world = await createWorld('2021-05-03T02:00:00Z');
  const { leader, first } = await office(world);
  const officers = stepper(world, 'officerId', 'officer', 'id version');
  const classes = stepper(world, 'trainingClassId', 'trainingClass', 'id version');
  const seats = stepper(world, 'trainingNominationId', 'trainingNomination', 'id version');
  const appointed = (unitId: string, extra: object = {}) =>
    officers.done(leader, 'appointOfficer', null, {
      ...{ unitId, name: 'Cán bộ', position: 'Công chức', work: 'CONCURRENT', from: '2021-01-04' },
      appointment: { number: '1/QĐ', issuedOn: '2021-01-04' },
      ...extra,
    });
  const [a, d] = [await appointed(minhThuan), await appointed(hienKhanh)];
  await appointed(hienKhanh, { name: 'Chưa qua lớp nào' });
  let c = await classes.done(first, 'draftTrainingClass', null, {
    ...{ hostUnitId: province, topic: 'Nghiệp vụ', place: 'Tỉnh', trainer: 'Ban Thi đua', hasTest: false },
    ...{ startsOn: '2021-05-20', endsOn: '2021-05-21', closesOn: '2021-05-14', targetGroup: 'Cấp xã' },
    ...{ unitKinds: ['COMMUNE'], capacity: 4, unitQuota: 2 },
  });
  c = await classes.done(first, 'openTrainingClass', c);
  const sent = [a, d].map(({ id }) => id);
  for (const officerId of sent)
    await seats.done(leader, 'nominateForTraining', null, { trainingClassId: c.id, officerId });
  world.clock.set('2021-05-21T10:00:00Z');
  c = await classes.done(first, 'recordTrainingAttendance', await reread(c.id), {
    marks: sent.map((officerId) => ({ officerId, attendance: 'PRESENT' })),
  });
  c = await classes.done(first, 'finishTrainingClass', c);
  const issue = { hostUnitId: province, issuedOn: '2021-05-21', officerIds: sent };
  await classes.done(leader, 'issueTrainingCertificates', c, issue);

  async function reread(id: string) {
    const query = 'query ($id: ID!) { trainingClass(id: $id) { version } }';
    const { data } = await world.run(leader, query, { id });
    return { id, version: Number(pick(data, 'trainingClass', 'version')) };
  }
  const covered = async (on: string, unitId: string = province) => {
    await countEverything(world);
    const { data, calls } = await world.run(leader, asked, { unitId, on });
    expect(calls.reads).toBe(3);
    const training = pick(data, 'statistics', 'training');
    return ['communes', 'without'].map((name) => pick(training, name));
  };
  world.clock.set('2021-06-10T02:00:00Z');
  expect(await covered('2021-05-20')).toEqual([4, 4]);
  expect(await covered('2021-05-21')).toEqual([4, 2]);
  expect(await covered('2021-05-21', yYen)).toEqual([2, 2]);
  const ends = { to: '2021-06-05', reason: 'Chuyển công tác' };
  await officers.done(leader, 'endOfficer', { id: d.id, version: 2 }, ends);
  expect(await covered('2021-06-04')).toEqual([4, 2]);
  expect(await covered('2021-06-10')).toEqual([4, 3]);
  const { data } = await world.run(leader, records, { unitId: province });
  expect(pick(data, 'statisticsRecords', 'nodes')).toEqual([
    { recordId: minhThuan, unit: { id: minhThuan }, day: '2021-05-21' },
  ]);
  // Whoever was trained brings it along into the next term.
  await appointed(hienKhanh, { formerOfficerId: d.id, from: '2021-06-08' });
  expect(await covered('2021-06-07')).toEqual([4, 3]);
  expect(await covered('2021-06-10')).toEqual([4, 2]);
});
