import { createHash } from 'node:crypto';
import type { Decision } from '../dossiers/decision.ts';
import { derivedId, parseId, type Id } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { eventItem, type StoredEvent } from '../kernel/table/event.ts';
import { TransactionRefused, type Table } from '../kernel/table/table.ts';
import { create, type Write } from '../kernel/table/write.ts';
import type { AchievementYear } from '../law/achievement-year.ts';
import type { InitiativeUse } from '../law/eligibility/records.ts';
import { isOf, type Entry, type RecordFile } from './entry.ts';
import { contentFor, type Author, type Initiative } from './initiative.ts';
import { initiativePk, type InitiativeStore } from './initiative.store.ts';
import { lanePk, type FileStore } from './record.store.ts';
import { maxAttempts } from './save-decided.ts';

export type MarkDeps = {
  readonly table: Table;
  readonly records: FileStore;
  readonly initiatives: Pick<InitiativeStore, 'get' | 'replace'>;
};

/** An award as decided, of whom, and the record that it rested on. */
export type Serving = {
  readonly subjectId: Id<'sub'>;
  readonly recordId: string;
  readonly sure: boolean;
  readonly awardId: Id<'awd'>;
  readonly awardCode: string;
  readonly year: AchievementYear;
  readonly decision: Pick<Decision, 'number' | 'issuedOn'>;
  readonly event: Pick<StoredEvent, 'at' | 'actorId' | 'requestId'>;
};

/**
 * Marks that an initiative served an award of one author, in the initiative and in the author's file, once: a second
 * delivery finds the mark. One that was withdrawn since, or is another's by now, is left alone.
 */
export async function markServed(deps: MarkDeps, serving: Serving): Promise<void> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const file = await deps.records.get(serving.subjectId);
    const id = await initiativeOf(deps, file, serving);
    const entry = file.entries.find(
      ({ content }) => isOf(content, 'INITIATIVE') && content.initiativeId === id,
    );
    const initiative = id && (await deps.initiatives.get(id));
    const author = initiative?.authors.find((one) => one.subjectId === serving.subjectId);
    if (!initiative || !entry || !author || author.usedFor.some((use) => isSame(use, serving))) return;
    const writes = marking(deps, serving, { file, entry, initiative, author });
    try {
      await deps.table.transact(writes.map((write) => write.request));
      return;
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
    }
  }
  throw new Error(`the records of ${serving.subjectId} kept changing`);
}

/** The record may have been corrected since the verdict: its former state says of which initiative it was. */
async function initiativeOf(deps: MarkDeps, file: RecordFile, { subjectId, recordId }: Serving) {
  const id = parseId('rec', recordId);
  const entry =
    file.entries.find((one) => one.id === id) ??
    (id && (await deps.records.former(subjectId, 'OPEN', id))?.entry);
  return entry && isOf(entry.content, 'INITIATIVE') ? entry.content.initiativeId : undefined;
}

/** Marked by this decision, or by hand for the same award. */
const isSame = (use: InitiativeUse, { awardId, awardCode, year }: Serving): boolean =>
  use.decision?.awardId === awardId ||
  (use.awardCode === awardCode && use.year.kind === year.kind && use.year.year === year.year);

type Found = {
  readonly file: RecordFile;
  readonly entry: Entry;
  readonly initiative: Initiative;
  readonly author: Author;
};

function marking(
  deps: MarkDeps,
  serving: Serving,
  { file, entry, initiative, author }: Found,
): readonly Write[] {
  const { subjectId, awardId, awardCode, year, sure, decision, event } = serving;
  const { at, actorId, requestId } = event;
  const use: InitiativeUse = {
    ...{ awardCode, year },
    decision: { awardId, number: decision.number, on: decision.issuedOn, sure },
  };
  const usedFor = [...author.usedFor, use];
  // What the papers say is the same: it stays verified, and whoever entered it stays named.
  const marked: Entry = {
    ...entry,
    id: derivedId('rec', createHash('sha256').update(`${awardId}\n${entry.id}`).digest()),
    content: contentFor(initiative.id, initiative, { ...author, usedFor }),
    corrects: entry.id,
  };
  const reason = `Đã dùng để xét ${awardCode}, Quyết định ${decision.number}`;
  const former = { entry, replacedBy: marked.id, reason, by: actorId, at };
  const seq = file.events.OPEN + 1;
  const after: RecordFile = {
    ...file,
    entries: file.entries.map((one) => (one === entry ? marked : one)),
    events: { ...file.events, OPEN: seq },
    version: file.version + 1,
  };
  const version = initiative.version + 1;
  const told = [
    eventItem(lanePk(subjectId, 'OPEN'), {
      ...{ at, actorId, requestId, seq, aggregateId: subjectId, name: 'RecordCorrected' },
      facts: { recordId: marked.id, kind: 'INITIATIVE', corrects: entry.id, reason },
    }),
    eventItem(initiativePk(initiative.id), {
      ...{ at, actorId, requestId, seq: version, aggregateId: initiative.id, name: 'InitiativeUsed' },
      facts: { subjectId, awardId, reason },
    }),
  ];
  const authors = initiative.authors.map((one) =>
    one === author ? { ...author, usedFor, recordId: marked.id } : one,
  );
  return [
    deps.initiatives.replace({ ...initiative, authors, version }),
    ...deps.records.save(after, [former], { at, actorId, requestId }),
    ...told.map((item) => create(item, refusal('BUSY', []))),
  ];
}
