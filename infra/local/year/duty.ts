import { z } from 'zod';
import { commune, districts, officerAt, province } from './cast.ts';
import { heldAs, type Client, type Held } from './client.ts';
import type { Units } from './office.ts';
import { upload } from './paper.ts';

const me = z.object({ me: z.object({ user: z.object({ id: z.string() }) }) });
const userId = async (client: Client, key: string): Promise<string> =>
  (await client.ask(key, '{ me { user { id } } }', {}, me)).me.user.id;

/** The province, its districts and one commune say who does this work; the other communes have nobody yet. */
export async function appointOfficers(client: Client, units: Units): Promise<ReadonlyMap<string, Held>> {
  const known = new Map<string, Held>();
  for (const unit of [province, ...districts, commune]) {
    const key = officerAt(unit);
    const input = {
      ...{ unitId: units.idOf(unit), name: `Cán bộ mẫu ${unit}`, position: 'Công chức mẫu' },
      ...{ work: unit === province ? 'FULL_TIME' : 'CONCURRENT', userId: await userId(client, key) },
      appointment: { number: '01/QĐ (dữ liệu mẫu)', issuedOn: '2021-01-04' },
      from: '2021-01-04',
    };
    known.set(
      unit,
      await client.done('can-bo-tinh', 'appointOfficer', 'officer { id version }', input, heldAs('officer')),
    );
  }
  return known;
}

const assigned = z.object({
  workPlan: z.object({
    id: z.string(),
    version: z.int(),
    tasks: z.object({ nodes: z.array(z.object({ id: z.string(), version: z.int() })) }),
  }),
});

/** The district whose head is given two tasks. */
const busy = '365';

/** Plan 08/KH-UBND with tasks for one district: one by a named day, one by working days. */
export async function issuePlan(client: Client, units: Units): Promise<readonly Held[]> {
  const host = units.idOf(province);
  const selection = 'workPlan { id version tasks(first: 10) { nodes { id version } } }';
  const letter = {
    ...{
      hostUnitId: host,
      year: 2021,
      number: '08/KH-UBND',
      issuedOn: '2021-01-21',
      signerName: 'Người ký mẫu',
    },
    title: 'Triển khai công tác thi đua, khen thưởng năm 2021',
    fileIds: [await upload(client, 'can-bo-tinh', host, 'Kế hoạch 08')],
  };
  let { workPlan } = await client.done('chu-tich', 'issueWorkPlan', selection, letter, assigned);
  const head = { headId: await userId(client, 'chu-tich-huyen'), headPosition: 'Chủ tịch UBND huyện' };
  const asked = [
    { text: 'Xây dựng kế hoạch phát hiện, bồi dưỡng, nhân rộng điển hình tiên tiến.', dueOn: '2021-02-26' },
    { text: 'Báo cáo rà soát, kiện toàn Hội đồng Thi đua - Khen thưởng.', workingDays: 35 },
  ];
  for (const one of asked) {
    const plan = { workPlanId: workPlan.id, expectedVersion: workPlan.version };
    const input = { ...plan, ...head, ...one, unitId: units.idOf(busy) };
    ({ workPlan } = await client.done('tham-dinh-1', 'assignPlanTask', selection, input, assigned));
  }
  return workPlan.tasks.nodes;
}

/** The first task is done in time; the second is only half done, and becomes late. */
export async function workOnTasks(client: Client, units: Units, tasks: readonly Held[]): Promise<void> {
  const [done, late] = tasks;
  if (!done || !late) throw new Error('the plan has no two tasks');
  const officer = officerAt(busy);
  const of = (one: Held) => ({ planTaskId: one.id, expectedVersion: one.version });
  const evidence = await upload(client, officer, units.idOf(busy), 'Kế hoạch của huyện');
  const finished = { ...of(done), note: 'Đã ban hành kế hoạch.', evidenceIds: [evidence] };
  await client.done(officer, 'completePlanTask', '', finished, z.unknown());
  const half = { ...of(late), percent: 50, note: 'Đang rà soát.', evidenceIds: [] };
  await client.done(officer, 'reportPlanTask', '', half, z.unknown());
}
