import { z } from 'zod';
import { commune, officerAt, province } from './cast.ts';
import { heldAs, type Client, type Held } from './client.ts';
import type { Units } from './office.ts';
import { upload } from './paper.ts';
import { at, type Story } from './stories.ts';

/** Who comes, with the score of the test; null for who stays away. */
const participants: readonly (readonly [unit: string, score: number | null])[] = [
  [commune, 90],
  ['365', 75],
  ['366', 40],
  ['364', null],
];

const step = (client: Client, as: string, name: string, held: Held, extra: object = {}) =>
  client.done(
    as,
    name,
    'trainingClass { id version }',
    { trainingClassId: held.id, expectedVersion: held.version, ...extra },
    heldAs('trainingClass'),
  );

/** A plan, one class of it with nominations, attendance, a test, certificates and what a participant thought. */
export async function* train(client: Client, units: Units, officers: ReadonlyMap<string, Held>): Story {
  const host = units.idOf(province);
  const officerOf = (unit: string) => officers.get(unit)?.id ?? '';
  yield at('2021-06-09', 'mở lớp tập huấn cho cán bộ cơ sở; các đơn vị cử người');
  let c = await openClass(client, host);
  for (const [unit] of participants) {
    const input = { trainingClassId: c.id, officerId: officerOf(unit) };
    await client.done(officerAt(unit), 'nominateForTraining', '', input, z.unknown());
  }
  const oneMore = { trainingClassId: c.id, officerId: officerOf('363') };
  await client.refused(officerAt('363'), 'nominateForTraining', oneMore, ['TRAINING_FULL']);

  yield at('2021-06-14', 'lớp tập huấn: điểm danh, kiểm tra, cấp giấy chứng nhận, đánh giá');
  const stranger = [{ officerId: officerOf('363'), attendance: 'PRESENT' }];
  const wrong = { trainingClassId: c.id, expectedVersion: c.version, marks: stranger };
  await client.refused('can-bo-tinh', 'recordTrainingAttendance', wrong, ['TRAINING_NOT_NOMINATED']);
  const marks = participants.map(([unit, score]) => ({
    officerId: officerOf(unit),
    attendance: score === null ? 'ABSENT' : 'PRESENT',
  }));
  c = await step(client, 'can-bo-tinh', 'recordTrainingAttendance', c, { marks });
  c = await step(client, 'can-bo-tinh', 'finishTrainingClass', c);
  const results = participants.flatMap(([unit, score]) =>
    score === null ? [] : [{ officerId: officerOf(unit), score, passed: score >= 50 }],
  );
  c = await step(client, 'can-bo-tinh', 'recordTrainingResults', c, { results });
  const officerIds = results.filter(({ passed }) => passed).map(({ officerId }) => officerId);
  await step(client, 'chu-tich', 'issueTrainingCertificates', c, {
    ...{ hostUnitId: host, officerIds, issuedOn: '2021-06-14' },
  });
  const opinion = { content: 5, trainer: 5, organisation: 4, comment: 'Nên có thêm bài tập tình huống.' };
  const form = { trainingClassId: c.id, officerId: officerOf(commune), ...opinion };
  await client.done(officerAt(commune), 'evaluateTraining', '', form, z.unknown());
}

async function openClass(client: Client, host: string): Promise<Held> {
  const plan = heldAs('trainingPlan');
  const selection = 'trainingPlan { id version }';
  const topic = 'Nghiệp vụ thi đua, khen thưởng ở cơ sở';
  const planned = {
    ...{ hostUnitId: host, year: 2021, title: 'Kế hoạch tập huấn, bồi dưỡng nghiệp vụ năm 2021' },
    goals: 'Nâng cao trình độ chuyên môn, nghiệp vụ, nhất là ở cơ sở.',
    classes: [{ topic, targetGroup: 'Cán bộ cấp huyện, cấp xã', month: 6, participants: 4 }],
  };
  const { id, version } = await client.done('can-bo-tinh', 'draftTrainingPlan', selection, planned, plan);
  const approval = { trainingPlanId: id, expectedVersion: version };
  await client.done('chu-tich', 'approveTrainingPlan', selection, approval, plan);
  const terms = {
    ...{ hostUnitId: host, trainingPlanId: id, topic, place: 'Hội trường mẫu', trainer: 'Báo cáo viên mẫu' },
    ...{ startsOn: '2021-06-14', endsOn: '2021-06-14', closesOn: '2021-06-11', hasTest: true },
    ...{ targetGroup: 'Cán bộ cấp huyện, cấp xã', unitKinds: ['DISTRICT', 'COMMUNE'] },
    ...{ capacity: participants.length, unitQuota: 1 },
  };
  const drafted = await client.done(
    'can-bo-tinh',
    'draftTrainingClass',
    'trainingClass { id version }',
    terms,
    heldAs('trainingClass'),
  );
  const material = await upload(client, 'can-bo-tinh', host, 'Tài liệu tập huấn');
  const c = await step(client, 'can-bo-tinh', 'attachTrainingMaterial', drafted, {
    attachmentIds: [material],
  });
  return step(client, 'can-bo-tinh', 'openTrainingClass', c);
}
