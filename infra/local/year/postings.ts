import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { province } from './cast.ts';
import { heldAs, type Client, type Held } from './client.ts';
import type { Units } from './office.ts';

const posting = heldAs('posting');
const opinion = heldAs('opinion');

export type Notice = Held & { readonly dossiers: readonly Held[] };

/** Publishes the lists of appraised dossiers, and waits until the list stands. */
export async function post(
  client: Client,
  units: Units,
  dossiers: readonly Held[],
  title: string,
  workingDays?: number,
): Promise<Notice> {
  const input = {
    unitId: units.idOf(province),
    title,
    opinionsTo: 'Ban Thi đua - Khen thưởng, Sở Nội vụ tỉnh Nam Định',
    dossierIds: dossiers.map((one) => one.id),
    workingDays,
  };
  const opened = await client.done('tham-dinh-1', 'openPosting', 'posting { id version }', input, posting);
  await listed(client, opened.id);
  return { ...opened, dossiers };
}

const looked = z.object({ posting: z.object({ list: z.object({ rows: z.int() }).nullable() }) });

async function listed(client: Client, id: string): Promise<void> {
  const query = 'query ($id: ID!) { posting(id: $id) { list { rows } } }';
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if ((await client.ask(null, query, { id }, looked)).posting.list) return;
    await sleep(25);
  }
  throw new Error(`nobody wrote the list of ${id}`);
}

const receipt = z.object({ receipt: z.object({ trackingCode: z.string() }) });

/** What somebody sends without saying who they are; answers with the code that follows it. */
export const write = async (client: Client, { id }: Notice, text: string, rows: readonly number[] = []) =>
  (await client.done(null, 'sendOpinion', 'receipt { trackingCode }', { postingId: id, text, rows }, receipt))
    .receipt.trackingCode;

const opinions = z.object({
  posting: z.object({
    opinions: z.object({
      nodes: z.array(
        z.object({
          id: z.string(),
          version: z.int(),
          about: z.array(z.object({ dossierId: z.string(), nomineeId: z.string() })),
        }),
      ),
    }),
  }),
});

async function unread(client: Client, { id }: Notice) {
  const query = `query ($id: ID!) { posting(id: $id) { opinions(status: RECEIVED, first: 100) {
    nodes { id version about { dossierId nomineeId } } } } }`;
  return (await client.ask('tham-dinh-1', query, { id }, opinions)).posting.opinions.nodes;
}

/** A step with one opinion of the notice, as somebody of the cast. */
const stepper =
  (client: Client, notice: Notice) =>
  (as: string, name: string, held: Held, extra: object): Promise<Held> => {
    const of = { opinionId: held.id, postingId: notice.id, expectedVersion: held.version };
    return client.done(as, name, 'opinion { id version }', { ...of, ...extra }, opinion);
  };

/** Support is noted; what names a row stops its nominee, and a leader's conclusion lets them go on. */
export async function handle(client: Client, notice: Notice): Promise<void> {
  const step = stepper(client, notice);
  for (const { about, ...held } of await unread(client, notice)) {
    const [row] = about;
    if (!row) {
      await step('tham-dinh-1', 'classifyOpinion', held, { kind: 'SUPPORT' });
      continue;
    }
    const accused = { dossierId: row.dossierId, nomineeIds: [row.nomineeId] };
    const stopped = await step('tham-dinh-1', 'classifyOpinion', held, {
      kind: 'ACCUSATION',
      accused,
    });
    const resolved = await step('chu-tich', 'resolveAccusation', stopped, {
      outcome: 'CLEARED',
      conclusion: 'Đã xác minh: nội dung phản ánh không đúng sự thật.',
      accused,
    });
    await step('tham-dinh-1', 'answerOpinion', resolved, {
      text: 'Nội dung phản ánh đã được xác minh.',
    });
  }
}

const version = z.object({ dossier: z.object({ version: z.int() }) });

/** Closes the notice; answers with its dossiers as they then are. */
export async function closeNotice(client: Client, notice: Notice): Promise<readonly Held[]> {
  const input = {
    postingId: notice.id,
    expectedVersion: notice.version,
    dossierIds: notice.dossiers.map((one) => one.id),
  };
  await client.done('tham-dinh-1', 'closePosting', 'posting { id version }', input, posting);
  const query = 'query ($id: ID!) { dossier(id: $id) { version } }';
  return Promise.all(
    notice.dossiers.map(async ({ id }) => ({
      id,
      version: (await client.ask('tham-dinh-1', query, { id }, version)).dossier.version,
    })),
  );
}
