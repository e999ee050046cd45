import { instant, type Clock } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { systemUser } from '../kernel/system-user.ts';
import { refusal } from '../kernel/refusal.ts';
import { eventItem } from '../kernel/table/event.ts';
import { TransactionRefused, type Table } from '../kernel/table/table.ts';
import { create } from '../kernel/table/write.ts';
import { cleanKey, incomingKey, isSettled, type Attachment } from './attachment.ts';
import { attachmentPk, type AttachmentStore } from './attachment.store.ts';
import type { Files } from './files.ts';

/** What the functions that nobody calls work with. */
export type Background = {
  readonly requestId: string;
  readonly clock: Clock;
  readonly table: Table;
  readonly attachments: AttachmentStore;
  readonly files: Files;
};

export type Step = {
  readonly after: Attachment;
  readonly name: string;
  readonly facts?: Readonly<Record<string, unknown>>;
};

const maxAttempts = 5;

/**
 * Takes an attachment one step on, on facts that are still true when the step is written. Answers the attachment as it
 * then is; undefined for an unknown one. `step` is asked again when somebody was faster, and null leaves all as it is.
 */
export async function advance(
  deps: Background,
  id: Id<'att'>,
  step: (file: Attachment) => Step | null | Promise<Step | null>,
): Promise<Attachment | undefined> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const file = await deps.attachments.get(id);
    const taken = file && (await step(file));
    if (!taken) return file;
    if (await commit(deps, taken)) return taken.after;
  }
  throw new Error(`attachment ${id} kept changing`);
}

async function commit(deps: Background, { after, name, facts = {} }: Step): Promise<boolean> {
  const at = instant(deps.clock);
  const event = eventItem(attachmentPk(after.id), {
    aggregateId: after.id,
    seq: after.version,
    name,
    at,
    actorId: systemUser,
    requestId: deps.requestId,
    facts: { ...facts },
  });
  const writes = [deps.attachments.replace(after), create(event, refusal('BUSY', []))];
  try {
    await deps.table.transact(writes.map((write) => write.request));
    return true;
  } catch (error) {
    if (error instanceof TransactionRefused) return false;
    throw error;
  }
}

/**
 * Before a file counts as clean, the very bytes that were judged are put where no form can write. Null when they were
 * sent again meanwhile: the events of the newer ones are on their way.
 */
export async function keepClean(deps: Background, step: Step): Promise<Step | null> {
  const { after } = step;
  if (after.status !== 'CLEAN' || !after.object) return step;
  return (await deps.files.copy(incomingKey(after.id), after.object, cleanKey(after.id))) ? step : null;
}

/** Once nothing more can come of what is sent, it goes; so does a copy whose file was settled otherwise meanwhile. */
export async function tidy(
  deps: Background,
  file: Attachment | undefined,
  sent: { readonly key: string; readonly versionId: string | null },
): Promise<void> {
  if (file && !isSettled(file)) return;
  await deps.files.remove(sent.key, sent.versionId);
  if (file && file.status !== 'CLEAN') await deps.files.remove(cleanKey(file.id), null);
}
