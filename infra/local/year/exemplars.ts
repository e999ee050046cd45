import { z } from 'zod';
import { officerAt, province, type UnitKey } from './cast.ts';
import { heldAs, type Client, type Held } from './client.ts';
import type { Units } from './office.ts';

const exemplar = heldAs('exemplar');
const year = heldAs('exemplarYear');
const subject = z.object({ subject: z.object({ id: z.string() }) });

/** How many each of these introduces: one below the limits, one within. */
const introduced: Readonly<Record<UnitKey, readonly string[]>> = {
  '359': ['Hợp tác xã mẫu Vụ Bản', 'Vũ Thị Điển'],
  '366': ['Trần Văn Hình', 'Nguyễn Thị Tiên', 'Phạm Văn Tiến', 'Lê Văn Mẫu'],
};

/** The year of every district, commune and department; goes on until each has its place. */
export async function openExemplars(client: Client, units: Units): Promise<string> {
  const selection = 'exemplarYear { id version pending }';
  const kinds = ['CITY', 'DISTRICT', 'COMMUNE', 'WARD', 'TOWNSHIP', 'DEPARTMENT'];
  const input = { hostUnitId: units.idOf(province), year: 2021, kinds };
  let opened = await client.done('tham-dinh-1', 'openExemplarYear', selection, input, year);
  const query = 'query ($host: ID!) { exemplarYear(hostUnitId: $host, year: 2021) { pending } }';
  const shape = z.object({ exemplarYear: z.object({ pending: z.int() }) });
  const pending = async () =>
    (await client.ask(null, query, { host: units.idOf(province) }, shape)).exemplarYear.pending;
  while ((await pending()) > 0) {
    const more = { yearId: opened.id, expectedVersion: opened.version, unitIds: [] };
    opened = await client.done('tham-dinh-1', 'enrolExemplarUnits', selection, more, year);
  }
  return opened.id;
}

/** Two districts bring theirs through the whole life; the province verifies and approves. Answers how many. */
export async function introduceExemplars(client: Client, units: Units, yearId: string): Promise<number> {
  const introduceAll = async (key: string, names: readonly string[]): Promise<void> => {
    const unitId = units.idOf(key);
    const plan = {
      ...{ yearId, unitId, expectedVersion: 1, intended: 4 },
      goals: 'Phát hiện, bồi dưỡng, nhân rộng điển hình tiên tiến trong xây dựng nông thôn mới.',
      measures: 'Phối hợp với Đài Truyền thanh và Báo Nam Định.',
    };
    await client.done(officerAt(key), 'saveExemplarPlan', '', plan, z.unknown());
    for (const name of names) await introduce(client, officerAt(key), { yearId, unitId }, name);
  };
  await Promise.all(Object.entries(introduced).map(([key, names]) => introduceAll(key, names)));
  return Object.values(introduced).flat().length;
}

async function introduce(
  client: Client,
  officer: string,
  part: { readonly yearId: string; readonly unitId: string },
  name: string,
): Promise<void> {
  const kind = name.startsWith('Hợp tác xã') ? 'COLLECTIVE' : 'INDIVIDUAL';
  const registered = { kind, unitId: part.unitId, name, since: '2021-01-01' };
  const found = await client.done(officer, 'registerSubject', 'subject { id }', registered, subject);
  const words = { field: 'Nông nghiệp', story: 'Dồn điền đổi thửa, đưa cơ giới vào sản xuất (dữ liệu mẫu).' };
  const first = { ...part, ...words, subjectId: found.subject.id };
  const step = (as: string, mutation: string, held: Held, extra: object) =>
    client.done(
      as,
      mutation,
      'exemplar { id version }',
      { exemplarId: held.id, expectedVersion: held.version, ...extra },
      exemplar,
    );
  let e = await client.done(officer, 'recordExemplar', 'exemplar { id version }', first, exemplar);
  e = await step('tham-dinh-1', 'verifyExemplar', e, { note: 'Đã xem tại cơ sở.' });
  e = await step('chu-tich', 'approveExemplar', e, { note: '' });
  const task = { task: 'Hướng dẫn viết bài về cách làm', mentor: 'Báo Nam Định', dueOn: '2021-06-30' };
  e = await step(officer, 'addNurtureTask', e, task);
  const news = { medium: 'NEWS', outlet: 'Báo Nam Định', level: 'PROVINCIAL', title: name, on: '2021-06-01' };
  e = await step(officer, 'introduceExemplar', e, { ...part, ...news });
  const copied = { byName: 'Các xã trong huyện', on: '2021-06-02', result: 'Đang làm theo.' };
  await step(officer, 'recordReplication', e, copied);
}
