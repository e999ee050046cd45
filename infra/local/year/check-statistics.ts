import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Client } from './client.ts';

const asked = z.object({
  statistics: z.object({
    awards: z.array(z.object({ awardCode: z.string(), count: z.int() })),
    dossiersEnded: z.array(z.object({ status: z.string(), count: z.int() })),
  }),
  statisticalForms: z.array(
    z.object({
      code: z.string(),
      cells: z.array(z.object({ row: z.string(), column: z.string(), count: z.int().nullable() })),
    }),
  ),
});
const query = `query ($unitId: ID!) {
  statistics(unitId: $unitId, on: "2021-12-31") { awards { awardCode count } dossiersEnded { status count } }
  statisticalForms(unitId: $unitId, year: 2021) { code cells { row column count } } }`;

const started = z.object({ export: z.object({ id: z.string() }) });
const state = z.object({ export: z.object({ status: z.string(), rows: z.int().nullable() }) });
const download = z.object({ exportDownload: z.object({ download: z.object({ url: z.string() }) }) });

/** Numbers that were counted from the year's events, where the registers say the same, and a file that was fetched. */
export type StatisticsFacts = {
  /** By code of the award, as the register of awards has them. */
  readonly awards: Readonly<Record<string, number>>;
  readonly dossiersDecided: number;
  /** Form 0703.N/BNV-TĐKT: in all, and certificates of merit. */
  readonly form0703: readonly number[];
  /** The register of awards as a CSV file: rows told, and lines that bear a decision's number. */
  readonly exported: readonly number[];
};

/** What the registers were asked for before. */
export type Registered = Pick<StatisticsFacts, 'awards' | 'dossiersDecided'>;

const as = 'theo-doi';

/** Numbers follow the stream, so they are waited for; that they never come to what the registers say is told by throwing. */
export async function checkStatistics(
  client: Client,
  unitId: string,
  registered: Registered,
): Promise<StatisticsFacts> {
  const exported = await exportAwards(client);
  let found = await numbers(client, unitId);
  for (let tries = 0; tries < 50 && !agree(found, registered); tries += 1) {
    await sleep(200);
    found = await numbers(client, unitId);
  }
  if (!agree(found, registered))
    throw new Error(`statistics say ${JSON.stringify(found)}, registers ${JSON.stringify(registered)}`);
  return { ...found, exported };
}

type Numbers = Omit<StatisticsFacts, 'exported'>;

const inOrder = (counts: Readonly<Record<string, number>>) => JSON.stringify(Object.entries(counts).sort());

const agree = (found: Numbers, { awards, dossiersDecided }: Registered): boolean =>
  inOrder(found.awards) === inOrder(awards) &&
  found.dossiersDecided === dossiersDecided &&
  found.form0703[1] === awards['BKT'];

async function numbers(client: Client, unitId: string): Promise<Numbers> {
  const { statistics, statisticalForms } = await client.ask(as, query, { unitId }, asked);
  const awards: Record<string, number> = {};
  for (const { awardCode, count } of statistics.awards) awards[awardCode] = (awards[awardCode] ?? 0) + count;
  const form = statisticalForms.find(({ code }) => code.startsWith('0703.N'));
  const cell = (column: string) =>
    form?.cells.find((one) => one.row === '01' && one.column === column)?.count ?? -1;
  return {
    awards,
    dossiersDecided: statistics.dossiersEnded.find(({ status }) => status === 'DECIDED')?.count ?? 0,
    form0703: [cell('0'), cell('1')],
  };
}

/** Asks for the register of the year as a file, waits for it and fetches it by its link. */
async function exportAwards(client: Client): Promise<readonly number[]> {
  const input = { format: 'CSV', awards: { year: 2021 } };
  const { export: one } = await client.done(as, 'startExport', 'export { id }', input, started);
  const look = 'query ($id: ID!) { export(id: $id) { status rows } }';
  for (let tries = 0; tries < 100; tries += 1) {
    const { status, rows } = (await client.ask(as, look, { id: one.id }, state)).export;
    if (status === 'READY') return [rows ?? -1, await fetched(client, one.id)];
    if (status !== 'RUNNING') throw new Error(`the export came out ${status}`);
    await sleep(200);
  }
  throw new Error('the export was not written');
}

async function fetched(client: Client, id: string): Promise<number> {
  const link = 'query ($id: ID!) { exportDownload(id: $id) { download { url } userErrors { code } } }';
  const { exportDownload } = await client.ask(as, link, { id }, download);
  const response = await fetch(exportDownload.download.url);
  if (!response.ok) throw new Error(`the file was answered with ${response.status}`);
  return (await response.text()).split('\n').filter((line) => line.includes('/QĐ-')).length;
}
