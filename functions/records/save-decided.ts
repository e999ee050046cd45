import { createHash } from 'node:crypto';
import { derivedId, type Id } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { eventItem, type StoredEvent } from '../kernel/table/event.ts';
import { TransactionRefused, type Table } from '../kernel/table/table.ts';
import { create } from '../kernel/table/write.ts';
import { clashes } from './clashes.ts';
import type { ContentOf, Entry, FormerEntry, RecordFile } from './entry.ts';
import { lanePk, type FileStore } from './record.store.ts';

export type DecisionDeps = { readonly table: Table; readonly records: FileStore };

export const maxAttempts = 5;

/** The same award, and the same decision about it, always have the same record. */
export const awardRecordId = (awardId: Id<'awd'>, by: Id<'dec'> | null = null): Id<'rec'> =>
  derivedId(
    'rec',
    createHash('sha256')
      .update(by ? `${awardId}\n${by}` : awardId)
      .digest(),
  );

export type DecidedEntry = {
  readonly file: RecordFile;
  readonly id: Id<'rec'>;
  readonly content: ContentOf<'AWARD'>;
  readonly decisionId: Id<'dec'>;
  readonly event: Pick<StoredEvent, 'at' | 'actorId' | 'requestId'>;
  /** The entry that holds no more, and why. */
  readonly replaces: Pick<FormerEntry, 'entry' | 'reason'> | null;
};

/** Adds what a decision says to its subject's file; false when somebody changed the file meanwhile. */
export async function saveEntry(deps: DecisionDeps, decided: DecidedEntry): Promise<boolean> {
  const { file, id, content, decisionId, replaces } = decided;
  const { at, actorId, requestId } = decided.event;
  const others = file.entries.filter((one) => one.id !== replaces?.entry.id);
  const corrects = replaces?.entry.id ?? null;
  const entry: Entry = {
    ...{ id, content, verified: null, corrects },
    source: { from: 'DECISION', decisionId },
    recordedBy: actorId,
    recordedAt: at,
    contradicts: clashes(others, content).map((clash) => clash.with.id),
  };
  const seq = file.events.OPEN + 1;
  const after = {
    ...file,
    entries: [...others, entry],
    events: { ...file.events, OPEN: seq },
    version: file.version + 1,
  };
  const told = eventItem(lanePk(file.subjectId, 'OPEN'), {
    ...{ at, actorId, requestId, seq },
    aggregateId: file.subjectId,
    name: replaces ? 'RecordCorrected' : 'RecordEntered',
    facts: {
      recordId: id,
      kind: 'AWARD',
      decisionId,
      ...(replaces && { corrects, reason: replaces.reason }),
    },
  });
  const former = replaces ? [{ ...replaces, by: actorId, at, replacedBy: id }] : [];
  const writes = [
    ...deps.records.save(after, former, { at, actorId, requestId }),
    create(told, refusal('BUSY', [])),
  ];
  try {
    await deps.table.transact(writes.map((write) => write.request));
    return true;
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
    return false;
  }
}
