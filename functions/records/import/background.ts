import { createHash } from 'node:crypto';
import type { AttachmentStore } from '../../attachments/attachment.store.ts';
import type { Files } from '../../attachments/files.ts';
import { instant, type Clock } from '../../kernel/clock.ts';
import { derivedId, type Id } from '../../kernel/ids.ts';
import { TransactionRefused, type Table } from '../../kernel/table/table.ts';
import type { Write } from '../../kernel/table/write.ts';
import type { Sealer } from '../../subjects/sealer.ts';
import type { SubjectStore } from '../../subjects/subject.store.ts';
import type { UnitStore } from '../../units/unit.store.ts';
import type { InitiativeStore } from '../initiative.store.ts';
import type { RecordStore } from '../record.store.ts';
import type { RecordImport } from './import.ts';
import type { ImportStore, Trace } from './import.store.ts';

/** What the function that reads and commits imports works with. */
export type ImportBackground = {
  readonly requestId: string;
  readonly clock: Clock;
  readonly table: Table;
  readonly imports: ImportStore;
  readonly records: RecordStore;
  readonly initiatives: InitiativeStore;
  readonly subjects: SubjectStore;
  readonly units: UnitStore;
  readonly attachments: Pick<AttachmentStore, 'get'>;
  readonly files: Pick<Files, 'readClean'>;
  readonly sealer: Pick<Sealer, 'fingerprint'>;
};

/** Stands in histories for what the system does by itself. */
const systemUser: Id<'usr'> = derivedId('usr', createHash('sha256').update('thidua system').digest());

export const traceOf = (deps: Pick<ImportBackground, 'clock' | 'requestId'>): Trace => ({
  at: instant(deps.clock),
  actorId: systemUser,
  requestId: deps.requestId,
});

/** A transaction holds 100 actions and 4 MB. */
const maxActions = 90;
const maxBytes = 2_500_000;

/** Commits in order; false when a condition didn't hold, with all that came before it done. */
export async function commitAll(
  deps: ImportBackground,
  writes: readonly Write[],
  guard: readonly Write[] = [],
): Promise<boolean> {
  for (const batch of batches(writes)) if (!(await commitOnce(deps, [...guard, ...batch]))) return false;
  return true;
}

export async function commitOnce(
  deps: Pick<ImportBackground, 'table'>,
  writes: readonly Write[],
): Promise<boolean> {
  const requests = writes.map((write) => write.request);
  try {
    await deps.table.transact(requests);
    return true;
  } catch (error) {
    if (error instanceof TransactionRefused) return false;
    throw error;
  }
}

function batches(writes: readonly Write[]): readonly (readonly Write[])[] {
  const found: Write[][] = [];
  let bytes = 0;
  for (const write of writes) {
    const size = Buffer.byteLength(JSON.stringify(write.request));
    const last = found.at(-1);
    if (last && last.length < maxActions && bytes + size <= maxBytes) {
      last.push(write);
      bytes += size;
    } else {
      found.push([write]);
      bytes = size;
    }
  }
  return found;
}

/** Takes the head one step on; false when somebody was faster. */
export const step = (
  deps: ImportBackground,
  head: RecordImport,
  change: Partial<RecordImport>,
  name: string,
): Promise<boolean> =>
  commitOnce(
    deps,
    deps.imports.advance({ ...head, ...change, version: head.version + 1 }, name, traceOf(deps)),
  );
