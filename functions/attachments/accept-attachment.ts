import { parseId } from '../kernel/ids.ts';
import { log } from '../kernel/log.ts';
import { advance, keepClean, tidy, type Background, type Step } from './advance.ts';
import { arrive, isSettled, reject, sameObject, type Attachment, type ObjectRef } from './attachment.ts';
import { checkContent } from './check-content.ts';
import { maxFileSize } from './file-types.ts';

export type Arrival = { readonly key: string; readonly object: ObjectRef };

export const idOfKey = (key: string) =>
  key.startsWith('incoming/') ? parseId('att', key.slice('incoming/'.length)) : undefined;

/**
 * Looks at what arrived: size, hash and real type. May be told of one object several times, of several in any order,
 * and after the scanner's verdict; throws when it must be told again.
 */
export async function acceptAttachment(deps: Background, { key, object }: Arrival): Promise<void> {
  const id = idOfKey(key);
  if (!id) return;
  const file = await advance(deps, id, (known) => {
    if (isSettled(known) || sameObject(known.object, object)) return null;
    return inspect(deps, known, { key, object });
  });
  await tidy(deps, file, { key, versionId: object.versionId });
}

async function inspect(deps: Background, file: Attachment, { key, object }: Arrival): Promise<Step | null> {
  const content = await deps.files.read(key, object, maxFileSize);
  if (!content) return null;
  const rejection = checkContent(file, content);
  if (rejection) {
    log.info('ATTACHMENT_REJECTED', { attachmentId: file.id, reason: rejection.code });
    return { after: reject(file, rejection), name: 'AttachmentRejected', facts: { reason: rejection.code } };
  }
  const after = arrive(file, object, deps.clock.now());
  return keepClean(deps, { after, ...told(after, 'AttachmentArrived') });
}

/** How a history names where a file has come to; `otherwise` while it still waits. */
export const told = (after: Attachment, otherwise: string): Omit<Step, 'after'> => {
  if (after.status === 'CLEAN') return { name: 'AttachmentCleared' };
  if (after.status === 'REJECTED')
    return { name: 'AttachmentRejected', facts: { reason: after.rejection?.code } };
  return { name: otherwise };
};
