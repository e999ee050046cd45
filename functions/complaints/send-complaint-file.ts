import { attachmentPk } from '../attachments/attachment.store.ts';
import type { Attachment } from '../attachments/attachment.ts';
import {
  checkDeclared,
  fileToCome,
  withForm,
  type DeclaredFile,
  type RequestedUpload,
} from '../attachments/request-upload.ts';
import { nobody } from '../kernel/actor.ts';
import { instant, today } from '../kernel/clock.ts';
import { refusalsOf } from '../kernel/fields.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { mutate, type Change } from '../kernel/mutate.ts';
import { checkWindow, countOne, readWindow, type RateRule } from '../kernel/rate-limit.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { viewerOf } from '../units/viewer.ts';
import { maxFiles, type ComplaintFile, type FileSide } from './complaint-file.ts';
import { complaintMachine, readsStatement } from './complaint.policy.ts';
import { complaintIdOf, isUnsettled, type Complaint } from './complaint.ts';
import type { ComplaintDeps } from './deps.ts';

type Keyed = DeclaredFile & { readonly idempotencyKey: string };
export type SendComplaintFileInput = Keyed & { readonly trackingCode: string };
export type AddComplaintFileInput = Keyed & { readonly complaintId: string };

const perSource: RateRule = { name: 'complaint-file', limit: 30, windowSeconds: 3600 };

/**
 * Whoever holds the code sends a file to go with it. Codes: NOT_FOUND, WRONG_STATE, TOO_MANY, RATE_LIMITED, and those of
 * `requestUpload`.
 */
export async function sendComplaintFile(
  deps: ComplaintDeps,
  { trackingCode, fileName, ...input }: SendComplaintFileInput,
): Promise<Result<RequestedUpload>> {
  const id = complaintIdOf(trackingCode);
  const source = await deps.source();
  // Neither the code nor the file's name is kept, not even as part of a hash.
  const hashed = { ...input, complaintId: id ?? '' };
  const noted = await mutate(deps, {
    operation: 'sendComplaintFile',
    anyone: true,
    input: hashed,
    load: () =>
      Promise.all([
        id && deps.complaints.get(id),
        id ? deps.complaints.files(id) : [],
        readWindow(deps, perSource, source),
      ]),
    decide: ([one, files, window]) => {
      const refusals = checkWindow(window);
      if (!one) return refuse(refusal('NOT_FOUND', 'trackingCode'), ...refusals);
      if (!isUnsettled(one.status))
        return refuse(
          refusal('WRONG_STATE', 'trackingCode', { status: one.status, allowed: '' }),
          ...refusals,
        );
      const added = add(deps, one, { ...input, fileName }, { side: 'SENDER', by: nobody.userId, files });
      if (!added.ok || refusals.length > 0) return refuse(...refusalsOf(added), ...refusals);
      return accept({ ...added.value, writes: [...added.value.writes, countOne(window)] });
    },
    reload: (raw) => reloadFile(deps, raw),
  });
  return noted.ok ? withForm(deps, noted.value) : noted;
}

/**
 * Who handles it adds a file: a scan of the paper, minutes, what was found. For those who read the statement, and seen by
 * nobody else. Codes: NOT_FOUND, WRONG_STATE, TOO_MANY, and those of `requestUpload`.
 */
export async function addComplaintFile(
  deps: ComplaintDeps,
  { complaintId, ...input }: AddComplaintFileInput,
): Promise<Result<RequestedUpload>> {
  const id = parseId('cpl', complaintId);
  const hashed = { ...input, complaintId };
  const noted = await mutate(deps, {
    operation: 'addComplaintFile',
    input: hashed,
    load: () =>
      Promise.all([
        deps.units.registry(),
        id && deps.complaints.get(id),
        id ? deps.complaints.files(id) : [],
      ]),
    decide: ([registry, one, files], actor) => {
      complaintMachine.requireRole(actor, 'verify');
      const viewer = { actor, registry, on: today(deps.clock) };
      if (!one || !readsStatement(one, viewer)) return refuse(refusal('NOT_FOUND', 'complaintId'));
      if (!isUnsettled(one.status) && one.status !== 'DECIDED')
        return refuse(refusal('WRONG_STATE', 'complaintId', { status: one.status, allowed: '' }));
      return add(deps, one, input, { side: 'STAFF', by: actor.userId, files });
    },
    // A repeated request gets its form again only while the caller still reads the complaint.
    reload: async (raw) => {
      const [viewer, one, file] = await Promise.all([
        viewerOf(deps),
        id && deps.complaints.get(id),
        reloadFile(deps, raw),
      ]);
      return one && readsStatement(one, viewer) ? file : undefined;
    },
  });
  return noted.ok ? withForm(deps, noted.value) : noted;
}

type Adding = {
  readonly side: FileSide;
  readonly by: Id<'usr'>;
  readonly files: readonly ComplaintFile[];
};

function add(
  deps: ComplaintDeps,
  one: Complaint,
  input: DeclaredFile,
  { side, by, files }: Adding,
): Result<Change<Attachment>> {
  const declared = checkDeclared(input);
  const limit = maxFiles[side];
  const place = files.filter((file) => file.side === side).length;
  const full = place >= limit;
  if (!declared.ok || full)
    return refuse(...refusalsOf(declared), ...(full ? [refusal('TOO_MANY', [], { limit })] : []));
  const named = side === 'SENDER' ? withoutName(declared.value, place + 1) : declared.value;
  const attachment = fileToCome(deps, named, {
    unitId: one.handlerUnitId,
    uploadedBy: by,
    owner: { kind: 'COMPLAINT', id: one.id },
  });
  return accept({
    result: attachment,
    resultId: attachment.id,
    writes: [
      deps.attachments.create(attachment),
      deps.complaints.addFile(one.id, { fileId: attachment.id, side, at: instant(deps.clock) }, files),
    ],
    event: {
      pk: attachmentPk(attachment.id),
      aggregateId: attachment.id,
      seq: 1,
      name: 'UploadRequested',
      // Neither name nor hash: by them, whoever has the file would know it again.
      facts: { unitId: one.handlerUnitId, contentType: attachment.contentType },
    },
  });
}

/** What people call their files often says who they are; the ending is all that is kept of it. */
const withoutName = (file: DeclaredFile, number: number): DeclaredFile => ({
  ...file,
  fileName: `Tệp ${number} kèm đơn${/\.[^.]+$/.exec(file.fileName)?.[0] ?? ''}`,
});

async function reloadFile(deps: ComplaintDeps, raw: string): Promise<Attachment | undefined> {
  const id = parseId('att', raw);
  return id && deps.attachments.get(id);
}
