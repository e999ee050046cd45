import type { Id } from '../kernel/ids.ts';
import { log } from '../kernel/log.ts';
import { advance, type Background } from './advance.ts';
import { cleanKey, expire, incomingKey, isDue, purged } from './attachment.ts';

/** One run takes the longest due; the next, a quarter of an hour later, goes on. */
const perRun = 500;

/**
 * Forgets uploads that never came, files without a verdict, and clean files that nobody attached. The record says so
 * before the bytes go, and leaves the list of what is due only when they are gone. One failure doesn't keep the others.
 */
export async function expireUploads(deps: Background): Promise<number> {
  const due = await deps.attachments.due(deps.clock.now().toISOString(), perRun);
  const failures: unknown[] = [];
  for (const { id } of due) await expireOne(deps, id).catch((error: unknown) => failures.push(error));
  log.info('UPLOADS_EXPIRED', { due: due.length, failed: failures.length });
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} uploads did not expire`);
  return due.length;
}

async function expireOne(deps: Background, id: Id<'att'>): Promise<void> {
  const file = await advance(deps, id, (known) =>
    known.status !== 'EXPIRED' && isDue(known, deps.clock.now())
      ? { after: expire(known), name: 'AttachmentExpired', facts: { was: known.status } }
      : null,
  );
  if (file?.status !== 'EXPIRED') return;
  await deps.files.remove(incomingKey(id), file.object?.versionId ?? null);
  await deps.files.remove(cleanKey(id), null);
  await advance(deps, id, (known) =>
    known.status === 'EXPIRED' && known.expiresAt !== null
      ? { after: purged(known), name: 'AttachmentPurged' }
      : null,
  );
}
