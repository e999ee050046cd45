import type { Id } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { systemUser } from '../kernel/system-user.ts';
import { eventItem, type StoredEvent } from '../kernel/table/event.ts';
import type { Table } from '../kernel/table/table.ts';
import { writeUntilStill } from '../kernel/table/write-until-still.ts';
import { create } from '../kernel/table/write.ts';
import { changeForCase, idsOfCase, withCase, type Case, type CaseChange } from './case.ts';
import { laneOf, type RecordFile } from './entry.ts';
import { lanePk, type FileStore } from './record.store.ts';

export type CaseDeps = { readonly table: Table; readonly records: FileStore };

/** Brings a subject's file up to a case that is handled here. Delivered twice, late or in disorder it does the same. */
export async function recordCase(
  deps: CaseDeps,
  one: Case,
  { at, requestId }: Pick<StoredEvent, 'at' | 'requestId'>,
): Promise<void> {
  const trace = { at, actorId: systemUser, requestId };
  await writeUntilStill(deps.table, `the records of ${one.subjectId}`, async () => {
    const [file, ...former] = await Promise.all([
      deps.records.get(one.subjectId),
      ...idsOfCase(one).map(({ lane, id }) => deps.records.former(one.subjectId, lane, id)),
    ]);
    const replaced = new Set<Id<'rec'>>(former.flatMap((entry) => entry?.entry.id ?? []));
    const change = changeForCase(file, replaced, one, at);
    if (change.added.length === 0) return [];
    const after = withCase(file, change);
    return [
      ...deps.records.save(after, change.former, trace),
      ...eventsOf(file, change, trace).map((event) => create(event, refusal('BUSY', []))),
    ];
  });
}

/** A lane's history says that something was entered, and nothing of the case. */
function eventsOf(
  file: RecordFile,
  { added }: CaseChange,
  trace: Pick<StoredEvent, 'at' | 'actorId' | 'requestId'>,
) {
  const next = { ...file.events };
  return added.map(({ id, content, corrects }) => {
    const lane = laneOf(content.is);
    next[lane] += 1;
    return eventItem(lanePk(file.subjectId, lane), {
      ...trace,
      seq: next[lane],
      aggregateId: file.subjectId,
      name: corrects ? 'RecordCorrected' : 'RecordEntered',
      facts: { recordId: id, kind: content.is, ...(corrects && { corrects }) },
    });
  });
}
