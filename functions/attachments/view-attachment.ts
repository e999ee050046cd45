import { today } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import { log } from '../kernel/log.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Scope } from '../kernel/scope.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { after, cleanKey, isClosed, type Attachment, type AttachmentOwner } from './attachment.ts';
import { seesByUnit } from './attachment.policy.ts';
import type { AttachmentStore } from './attachment.store.ts';
import { contentDisposition } from './file-name.ts';
import type { Files } from './files.ts';

/** Whether the caller sees what a file is attached to; the slice that owns it knows. */
export type OwnerViews = { maySee(owner: AttachmentOwner): Promise<boolean> };

type Needs = Scope & {
  readonly units: UnitStore;
  readonly attachments: AttachmentStore;
  readonly attachmentOwners: OwnerViews;
};

export type AttachmentDownload = {
  readonly attachment: Attachment;
  readonly url: string;
  readonly expiresAt: string;
};

/** A link can be passed on while it lives, so it lives just long enough to be followed. */
const linkSeconds = 60;

/** An attachment that the caller may see; else undefined, as for an unknown one. */
export async function viewAttachment(deps: Needs, rawId: string): Promise<Attachment | undefined> {
  const id = parseId('att', rawId);
  if (!id) return undefined;
  const [actor, registry, file] = await Promise.all([
    deps.actor(),
    deps.units.registry(),
    deps.attachments.get(id),
  ]);
  if (!file || actor.kind === 'anonymous') return undefined;
  if (!isClosed(file) && seesByUnit(actor, registry, file.unitId, today(deps.clock))) return file;
  return file.owner && (await deps.attachmentOwners.maySee(file.owner)) ? file : undefined;
}

/** A short link to a clean file, after asking each time who calls. Codes: NOT_FOUND, FILE_NOT_CLEAN. */
export async function attachmentDownload(
  deps: Needs & { readonly files: Files },
  rawId: string,
): Promise<Result<AttachmentDownload>> {
  const file = await viewAttachment(deps, rawId);
  if (!file) return refuse(refusal('NOT_FOUND', 'id'));
  if (file.status !== 'CLEAN') return refuse(refusal('FILE_NOT_CLEAN', 'id', { status: file.status }));
  const url = await deps.files.presignGet({
    key: cleanKey(file.id),
    contentType: file.contentType,
    disposition: contentDisposition(file.fileName),
    seconds: linkSeconds,
  });
  log.info('ATTACHMENT_LINK', { attachmentId: file.id, userId: deps.userId, requestId: deps.requestId });
  return accept({ attachment: file, url, expiresAt: after(deps.clock.now(), linkSeconds * 1000) });
}
