import * as z from 'zod/mini';
import { nomineeStore } from '../dossiers/nominee.store.ts';
import { isSigned, type Nominee } from '../dossiers/nominee.ts';
import { dayOf } from '../kernel/clock.ts';
import { openCursors, type CursorSecret } from '../kernel/cursors.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { chunks } from '../kernel/group.ts';
import { parseId } from '../kernel/ids.ts';
import { inGroups } from '../kernel/in-groups.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import { storedId } from '../kernel/table/schemas.ts';
import { openTable, type Table } from '../kernel/table/table.ts';
import type { Write } from '../kernel/table/write.ts';
import { awardOn } from '../law/awards.ts';
import { listCsv, sha256 } from './list-file.ts';
import { postingStore, type PostingStore } from './posting.store.ts';
import type { PostedDossier, Posting, StoredRow } from './posting.ts';

export type PostingProjection = {
  readonly client: Parameters<typeof openTable>[0];
  readonly tableName: string;
  readonly secret: CursorSecret;
};

const opened = z.object({ postingId: storedId('pst') });
const left = z.object({ postingId: z.nullish(storedId('pst')) });
const excluded = z.object({ postingId: z.nullish(storedId('pst')), nomineeIds: z.array(storedId('nom')) });

const leavings = ['DossierWithdrawn', 'DossierReturned', 'DossierClosed'];

/** Writes the list of a notice that was published, and marks in it who left since. Again changes nothing. */
export async function projectPostings(at: PostingProjection, event: StoredEvent): Promise<void> {
  const table = openTable(at.client, at.tableName);
  const reader = { table, cursors: openCursors(table, at.secret, 'project-postings') };
  const postings = postingStore(reader);
  const on = dayOf(new Date(event.at));
  if (event.name === 'PostingOpened') {
    const posting = await postings.get(opened.parse(event.facts).postingId);
    if (!posting) throw new Error(`no posting ${event.aggregateId}`);
    return writeList({ table, postings, nominees: nomineeStore(reader) }, posting);
  }
  // Other records tell of the same under the same names.
  if (!parseId('dos', event.aggregateId)) return;
  if (leavings.includes(event.name)) {
    const { postingId } = left.parse(event.facts);
    if (postingId)
      await mark({ table, postings }, postingId, on, (row) => row.dossierId === event.aggregateId);
  }
  if (event.name === 'NomineesExcluded') {
    const { postingId, nomineeIds } = excluded.parse(event.facts);
    if (postingId)
      await mark({ table, postings }, postingId, on, (row) => nomineeIds.includes(row.nomineeId));
  }
}

type At = { readonly table: Table; readonly postings: PostingStore };
const chunk = 90;
const chunksAtOnce = 5;

/** Numbers run through the dossiers in the order of the notice. The list counts as posted once its hash is there. */
async function writeList(
  { table, postings, nominees }: At & { readonly nominees: ReturnType<typeof nomineeStore> },
  posting: Posting,
): Promise<void> {
  if (await postings.list(posting.id)) return;
  const rows: StoredRow[] = [];
  for (const dossier of posting.dossiers)
    for (const nominee of (await nominees.all(dossier.id)).filter((one) => stands(one, dossier)))
      rows.push(rowOf(nominee, rows.length + 1, posting.period.startOn));
  await inChunks(
    table,
    rows.map((row) => postings.putRow(posting.id, row)),
  );
  const list = { rows: rows.length, sha256: sha256(listCsv(rows)) };
  await inChunks(table, [postings.putList(posting.id, list)]);
}

const stands = (nominee: Nominee, at: PostedDossier): boolean =>
  nominee.removedIn === null && isSigned(nominee, at);

const rowOf = (nominee: Nominee, number: number, on: LocalDate): StoredRow => ({
  number,
  name: nominee.name,
  position: nominee.position,
  unitName: nominee.unitName,
  awardCode: nominee.awardCode,
  awardName: awardOn(nominee.awardCode, on)?.name ?? nominee.awardCode,
  withdrawnOn: null,
  dossierId: nominee.dossierId,
  nomineeId: nominee.id,
});

async function mark(
  { table, postings }: At,
  postingId: Posting['id'],
  on: LocalDate,
  leaves: (row: StoredRow) => boolean,
): Promise<void> {
  const gone = (await postings.allRows(postingId)).filter((row) => row.withdrawnOn === null && leaves(row));
  await inChunks(
    table,
    gone.map((row) => postings.putRow(postingId, { ...row, withdrawnOn: on })),
  );
}

async function inChunks(table: Table, writes: readonly Write[]): Promise<void> {
  await inGroups(chunks(writes, chunk), chunksAtOnce, (part) =>
    table.transact(part.map((one) => one.request)),
  );
}
