import { instant, today } from '../kernel/clock.ts';
import { refusalsOf } from '../kernel/fields.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Scope } from '../kernel/scope.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { after, incomingKey, waits, type Attachment } from './attachment.ts';
import { mayUpload, requireUploader } from './attachment.policy.ts';
import { attachmentPk, type AttachmentStore } from './attachment.store.ts';
import { checkFileName } from './file-name.ts';
import { fileTypeOf, maxFileSize, refusedByContentType } from './file-types.ts';
import type { Files, UploadForm } from './files.ts';

/** What is said of a file before it is sent. */
export type DeclaredFile = {
  readonly fileName: string;
  readonly contentType: string;
  readonly size: number;
  readonly sha256: string;
};

export type RequestUploadInput = DeclaredFile & {
  readonly unitId: string;
  readonly idempotencyKey: string;
};

type Needs = Scope & {
  readonly units: UnitStore;
  readonly attachments: AttachmentStore;
  readonly files: Files;
};

/** `upload` is null once the file has arrived: a repeated request then only tells what became of it. */
export type RequestedUpload = { readonly attachment: Attachment; readonly upload: UploadForm | null };

/**
 * Takes note of a file to come and makes the form to send it with; the same key gives a fresh form for the same file.
 * Codes: NOT_FOUND, INVALID_VALUE, FILE_EMPTY, FILE_TOO_LARGE, FILE_TYPE_NOT_ALLOWED and its kin, UPLOAD_EXPIRED.
 */
export async function requestUpload(
  deps: Needs,
  input: RequestUploadInput,
): Promise<Result<RequestedUpload>> {
  const noted = await noteUpload(deps, input);
  if (!noted.ok) return noted;
  const attachment = noted.value;
  // A replay answers from the record, so standing is asked again: a form must not outlive the right to it.
  if (!(await maySend(deps, attachment.unitId))) return refuse(refusal('NOT_FOUND', 'unitId'));
  return withForm(deps, attachment);
}

/** The form to send a file with; none once it has arrived. Code: UPLOAD_EXPIRED. */
export async function withForm(
  deps: Pick<Needs, 'clock' | 'files'>,
  attachment: Attachment,
): Promise<Result<RequestedUpload>> {
  return attachment.status === 'PENDING' ? makeForm(deps, attachment) : accept({ attachment, upload: null });
}

/** What is said of the file. Codes: REQUIRED, TOO_LONG, INVALID_VALUE, FILE_EMPTY, FILE_TOO_LARGE, FILE_TYPE_NOT_ALLOWED and its kin. */
export function checkDeclared({ contentType, size, sha256, ...input }: DeclaredFile): Result<DeclaredFile> {
  const fileName = checkFileName(input.fileName, fileTypeOf(contentType));
  const refusals = [...refusalsOf(fileName), ...checkBytes({ contentType, size, sha256 })];
  if (!fileName.ok || refusals.length > 0) return refuse(...refusals);
  return accept({ fileName: fileName.value, contentType, size, sha256 });
}

export const fileToCome = (
  { clock, ids }: Pick<Needs, 'clock' | 'ids'>,
  { fileName, contentType, size, sha256 }: DeclaredFile,
  of: Pick<Attachment, 'unitId' | 'uploadedBy' | 'owner'>,
): Attachment => ({
  ...of,
  id: ids.next('att'),
  fileName,
  contentType,
  size,
  sha256,
  status: 'PENDING',
  rejection: null,
  requestedAt: instant(clock),
  expiresAt: after(clock.now(), waits.upload),
  object: null,
  verdict: null,
  version: 1,
});

function noteUpload(deps: Needs, input: RequestUploadInput): Promise<Result<Attachment>> {
  return mutate(deps, {
    operation: 'requestUpload',
    input,
    load: () => deps.units.registry(),
    decide: (registry, actor) => {
      requireUploader(actor);
      const found = parseId('unt', input.unitId);
      const unitId = found && mayUpload(actor, registry, found, today(deps.clock)) ? found : undefined;
      const declared = checkDeclared(input);
      if (!unitId || !declared.ok)
        return refuse(...(unitId ? [] : [refusal('NOT_FOUND', 'unitId')]), ...refusalsOf(declared));
      const attachment = fileToCome(deps, declared.value, { unitId, uploadedBy: actor.userId, owner: null });
      return accept({
        result: attachment,
        resultId: attachment.id,
        writes: [deps.attachments.create(attachment)],
        event: {
          pk: attachmentPk(attachment.id),
          aggregateId: attachment.id,
          seq: 1,
          name: 'UploadRequested',
          facts: { unitId, contentType: input.contentType, size: input.size, sha256: input.sha256 },
        },
      });
    },
    reload: async (id) => {
      const attachmentId = parseId('att', id);
      return attachmentId && deps.attachments.get(attachmentId);
    },
  });
}

function checkBytes(input: Omit<DeclaredFile, 'fileName'>): readonly Refusal[] {
  const refusals: Refusal[] = [];
  if (!fileTypeOf(input.contentType))
    refusals.push(
      refusal(
        refusedByContentType(input.contentType.toLowerCase()) ?? 'FILE_TYPE_NOT_ALLOWED',
        'contentType',
        {
          found: input.contentType.slice(0, 100),
        },
      ),
    );
  if (input.size === 0) refusals.push(refusal('FILE_EMPTY', 'size'));
  else if (input.size < 0) refusals.push(refusal('INVALID_VALUE', 'size', { expected: 'số byte' }));
  else if (input.size > maxFileSize) refusals.push(refusal('FILE_TOO_LARGE', 'size', { limit: maxFileSize }));
  if (!/^[0-9a-f]{64}$/.test(input.sha256))
    refusals.push(refusal('INVALID_VALUE', 'sha256', { expected: '64 chữ số thập lục phân viết thường' }));
  return refusals;
}

async function maySend(deps: Needs, unitId: Id<'unt'>): Promise<boolean> {
  const [actor, registry] = await Promise.all([deps.actor(), deps.units.registry()]);
  return mayUpload(actor, registry, unitId, today(deps.clock));
}

async function makeForm(
  deps: Pick<Needs, 'clock' | 'files'>,
  attachment: Attachment,
): Promise<Result<RequestedUpload>> {
  const now = deps.clock.now();
  const left = Date.parse(attachment.expiresAt ?? '') - now.getTime();
  const seconds = Math.floor(Math.min(left, waits.form) / 1000);
  if (!(seconds > 0)) return refuse(refusal('UPLOAD_EXPIRED', []));
  const { contentType, size, sha256, id } = attachment;
  const form = await deps.files.presignPost({ key: incomingKey(id), contentType, size, sha256, seconds });
  return accept({ attachment, upload: { ...form, expiresAt: after(now, seconds * 1000) } });
}
