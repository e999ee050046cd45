import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import { isOf, type Entry, type RecordFile } from './entry.ts';
import { awardRecordId, maxAttempts, saveEntry, type DecisionDeps } from './save-decided.ts';

/** A revoked award, and the decision that revoked it. */
export type Revoked = {
  readonly awardId: Id<'awd'>;
  readonly subjectId: Id<'sub'>;
  readonly decisionId: Id<'dec'>;
  readonly decisionNumber: string;
  readonly revokedOn: LocalDate;
  readonly event: Pick<StoredEvent, 'at' | 'actorId' | 'requestId'>;
};

/**
 * Makes the subject's record of the award say that it was revoked, so that no condition counts on it from that day on; the
 * record as it was stays among the former ones. Once: a second delivery finds it done. Whoever withdrew the record keeps
 * it withdrawn.
 */
export async function recordRevocation(deps: DecisionDeps, revoked: Revoked): Promise<void> {
  const { awardId, subjectId, decisionId, revokedOn, event } = revoked;
  const id = awardRecordId(awardId, decisionId);
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const [file, former] = await Promise.all([
      deps.records.get(subjectId),
      deps.records.former(subjectId, 'OPEN', id),
    ]);
    if (former || file.entries.some((one) => one.id === id)) return;
    const entry = await standing(deps, file, awardRecordId(awardId));
    if (!entry || !isOf(entry.content, 'AWARD') || entry.content.revokedOn !== null) return;
    const content = { ...entry.content, revokedOn };
    const replaces = { entry, reason: `Hủy bỏ theo Quyết định ${revoked.decisionNumber}` };
    if (await saveEntry(deps, { file, id, content, decisionId, event, replaces })) return;
  }
  throw new Error(`the records of ${subjectId} kept changing`);
}

/** The entry that now stands for one that may have been put right since, however often. */
async function standing(deps: DecisionDeps, file: RecordFile, first: Id<'rec'>): Promise<Entry | undefined> {
  let id: Id<'rec'> | null = first;
  while (id) {
    const found: Id<'rec'> = id;
    const entry = file.entries.find((one) => one.id === found);
    if (entry) return entry;
    const former = await deps.records.former(file.subjectId, 'OPEN', found);
    id = former?.replacedBy ?? null;
  }
  return undefined;
}
