import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { officerAt } from './cast.ts';
import type { Client } from './client.ts';
import type { Units } from './office.ts';
import { send } from './paper.ts';

const school = 'Trường THPT mẫu';
const teacher = { name: 'Vũ Thị Hằng', birthDate: '1985-11-20' };

/** A sample list: the titles of a teacher whose name is made up. */
const titles = [
  'Họ và tên,Ngày sinh,Danh hiệu,Năm học,Số quyết định,Ngày quyết định,Cơ quan quyết định',
  ...[2017, 2018, 2019].map(
    (year) =>
      `${teacher.name},20/11/1985,Chiến sĩ thi đua cơ sở,${year}-${year + 1},${year - 2000}/QĐ-SGDĐT,15/08/${year + 1},Giám đốc Sở Giáo dục và Đào tạo`,
  ),
].join('\r\n');

const head = z.object({ id: z.string(), version: z.int(), status: z.string() });
const answered = z.object({ recordImport: head });

/** The school's officer brings the titles of three school years as a list, looks at them, and commits it. */
export async function bringRecords(client: Client, units: Units): Promise<number> {
  const [as, unitId] = [officerAt(school), units.idOf(school)];
  const person = { kind: 'INDIVIDUAL', unitId, ...teacher, sex: 'FEMALE', since: '2010-09-01' };
  await client.done(as, 'registerSubject', '', person, z.unknown());
  const attachmentId = await send(client, as, unitId, {
    ...{ fileName: 'Danh hiệu thi đua.csv', contentType: 'text/csv' },
    bytes: Buffer.from(`\ufeff${titles}`),
  });
  const shown = 'recordImport { id version status }';
  const input = { unitId, kind: 'AWARD', attachmentId };
  const started = await client.done(as, 'startRecordImport', shown, input, answered);
  const read = await settled(client, as, started.recordImport.id, 'PREVIEWED');
  const commit = { importId: read.id, expectedVersion: read.version };
  await client.done(as, 'commitRecordImport', shown, commit, answered);
  await settled(client, as, read.id, 'COMMITTED');
  return titles.split('\r\n').length - 1;
}

const looked = z.object({ recordImport: head });

/** The function that reads and commits follows the stream: it is waited for as a front end would. */
async function settled(client: Client, as: string, id: string, status: string) {
  const query = 'query ($id: ID!) { recordImport(id: $id) { id version status } }';
  for (let tries = 0; tries < 300; tries += 1) {
    const { recordImport } = await client.ask(as, query, { id }, looked);
    if (recordImport.status === status) return recordImport;
    if (['REFUSED', 'CONFLICTED'].includes(recordImport.status)) break;
    await sleep(100);
  }
  throw new Error(`the list never came to ${status}`);
}

const found = z.object({
  subjects: z.object({
    nodes: z.array(
      z.object({
        records: z.object({
          nodes: z.array(z.object({ award: z.object({ year: z.object({ name: z.string() }) }) })),
        }),
      }),
    ),
  }),
});

/** The years of the teacher's titles, as the school now has them on record. */
export async function recordedTitles(client: Client): Promise<readonly string[]> {
  const as = officerAt(school);
  const mine = z.object({
    me: z.object({ grants: z.array(z.object({ unit: z.object({ id: z.string() }) })) }),
  });
  const { me } = await client.ask(as, '{ me { grants { unit { id } } } }', {}, mine);
  const query = `query ($unitId: ID!, $name: String) { subjects(unitId: $unitId, name: $name, first: 1) {
    nodes { records(kinds: [AWARD], first: 10) { nodes { award { year { name } } } } } } }`;
  const variables = { unitId: me.grants[0]?.unit.id, name: teacher.name };
  const { subjects } = await client.ask(as, query, variables, found);
  return subjects.nodes.flatMap(({ records }) => records.nodes.map(({ award }) => award.year.name));
}

export const expectedTitles = [2017, 2018, 2019].map((year) => `năm học ${year}–${year + 1}`);
