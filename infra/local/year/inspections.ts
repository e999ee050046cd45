import { z } from 'zod';
import { officerAt, province } from './cast.ts';
import { heldAs, type Client, type Held } from './client.ts';
import type { Units } from './office.ts';
import { upload } from './paper.ts';
import { at, type Story } from './stories.ts';

const inspection = heldAs('inspection');
const recommendation = heldAs('recommendation');
const me = z.object({ me: z.object({ user: z.object({ id: z.string() }) }) });
const recommended = z.object({
  inspection: z.object({
    recommendations: z.object({ nodes: z.array(z.object({ id: z.string(), version: z.int() })) }),
  }),
});

/** Which district is checked. */
const checked = '363';

const step = (client: Client, as: string, name: string, held: Held, extra: object) =>
  client.done(
    as,
    name,
    'inspection { id version }',
    { inspectionId: held.id, expectedVersion: held.version, ...extra },
    inspection,
  );

const signed = (number: string, issuedOn: string) => ({ number, issuedOn, signerName: 'Người ký mẫu' });

/**
 * A check that asks for something until the eighth of July. Nobody does it: on the third working day after, the schedule
 * takes it to the province. Then the district reports a remedy, which nobody has verified yet.
 */
export async function* inspect(client: Client, units: Units, walk: () => Promise<void>): Story {
  yield at('2021-06-08', 'kiểm tra công tác thi đua, khen thưởng tại một huyện');
  const held = await checkDistrict(client, units);
  yield at('2021-07-13', 'kiến nghị sau kiểm tra quá hạn: lịch tự chuyển lên cấp trên');
  await walk();
  yield at('2021-08-02', 'huyện báo cáo khắc phục');
  await remedy(client, units, held);
}

/** Plan, decision, visit with minutes, finding, conclusion, and a recommendation due in July. */
async function checkDistrict(client: Client, units: Units): Promise<Held> {
  const [host, unit] = [units.idOf(province), units.idOf(checked)];
  const plan = heldAs('inspectionPlan');
  const visits = [{ unitId: unit, topic: 'Thực hiện pháp luật về thi đua, khen thưởng', month: 6 }];
  const terms = {
    kind: 'CHECK',
    year: 2021,
    title: 'Kế hoạch kiểm tra công tác thi đua, khen thưởng',
    visits,
  };
  const planSelection = 'inspectionPlan { id version }';
  const drafted = { hostUnitId: host, ...terms };
  let p = await client.done('tham-dinh-1', 'draftInspectionPlan', planSelection, drafted, plan);
  const of = (held: Held) => ({ planId: held.id, expectedVersion: held.version });
  p = await client.done('chu-tich', 'approveInspectionPlan', planSelection, of(p), plan);
  const basis = 'Kế hoạch 08/KH-UBND, nội dung thứ năm';
  await client.done('chu-tich', 'publishInspectionPlan', planSelection, { ...of(p), basis }, plan);

  const team = await Promise.all(
    ['tham-dinh-1', 'tham-dinh-2'].map(async (key, i) => ({
      userId: (await client.ask(key, '{ me { user { id } } }', {}, me)).me.user.id,
      lead: i === 0,
    })),
  );
  const own = (await client.ask(officerAt(checked), '{ me { user { id } } }', {}, me)).me.user.id;
  const asked = {
    ...{ hostUnitId: host, unitId: unit, kind: 'CHECK', planId: p.id },
    topic: 'Thực hiện pháp luật về thi đua, khen thưởng',
    decision: signed('45/QĐ-SNV', '2021-06-08'),
  };
  const conflicted = [...team, { userId: own, lead: false }];
  await client.refused('chu-tich', 'decideInspection', { ...asked, team: conflicted }, [
    'INSPECTION_OWN_UNIT',
  ]);
  const selection = 'inspection { id version }';
  let i = await client.done('chu-tich', 'decideInspection', selection, { ...asked, team }, inspection);
  i = await step(client, 'tham-dinh-1', 'recordInspectionVisit', i, {
    ...{ hostUnitId: host, unitId: unit, kind: 'CHECK', on: '2021-06-08' },
    minutesId: await upload(client, 'can-bo-tinh', host, 'Biên bản làm việc'),
    ...{ evidenceIds: [], answers: [] },
  });
  i = await step(client, 'tham-dinh-2', 'addFinding', i, {
    severity: 'SERIOUS',
    text: 'Danh sách đề nghị khen thưởng chưa được công khai (dữ liệu mẫu).',
    citation: 'Kế hoạch 08/KH-UBND, nội dung thứ ba',
    ...{ responsibleName: 'Người đứng đầu mẫu', responsiblePosition: 'Chủ tịch UBND huyện' },
    ...{ dossierIds: [], decisionIds: [], subjectIds: [] },
  });
  const conclusion = { ...signed('50/KL-SNV', '2021-06-08'), text: 'Kết luận kiểm tra (dữ liệu mẫu).' };
  i = await step(client, 'chu-tich', 'concludeInspection', i, { conclusion });
  i = await step(client, 'tham-dinh-1', 'addRecommendation', i, {
    ...{ ownerUnitId: unit, findingNumber: 1, dueOn: '2021-07-08' },
    text: 'Công khai danh sách trên Trang thông tin điện tử của huyện.',
  });
  const query =
    'query ($id: ID!) { inspection(id: $id) { recommendations(first: 1) { nodes { id version } } } }';
  const [held] = (await client.ask('chu-tich', query, { id: i.id }, recommended)).inspection.recommendations
    .nodes;
  if (!held) throw new Error('the recommendation is not there');
  return held;
}

/** The schedule has written the second version: it is escalated. */
async function remedy(client: Client, units: Units, held: Held): Promise<void> {
  const officer = officerAt(checked);
  const photo = await upload(client, officer, units.idOf(checked), 'Ảnh chụp trang công khai');
  const report = {
    ...{ recommendationId: held.id, expectedVersion: held.version + 1 },
    ...{ note: 'Đã công khai danh sách.', evidenceIds: [photo] },
  };
  await client.done(officer, 'submitRemedy', 'recommendation { id version }', report, recommendation);
}
