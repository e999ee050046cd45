import type { Id } from '../kernel/ids.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { FileCode } from './attachment.refusals.ts';

export const attachmentStatuses = ['PENDING', 'CHECKING', 'CLEAN', 'REJECTED', 'EXPIRED'] as const;
export type AttachmentStatus = (typeof attachmentStatuses)[number];

/** What the scanner may say, in its own words; only the first lets a file through. */
export const scanResults = [
  'NO_THREATS_FOUND',
  'THREATS_FOUND',
  'UNSUPPORTED',
  'ACCESS_DENIED',
  'FAILED',
] as const;
export type ScanResult = (typeof scanResults)[number];

/** The very bytes that were stored: one write to a key, told apart from any other. */
export type ObjectRef = { readonly eTag: string; readonly versionId: string | null };

export type Verdict = { readonly object: ObjectRef; readonly result: ScanResult };

export type AttachmentOwner =
  | { readonly kind: 'DOSSIER'; readonly id: Id<'dos'> }
  | { readonly kind: 'CAMPAIGN'; readonly id: Id<'cmp'> }
  | { readonly kind: 'INSPECTION'; readonly id: Id<'ins'> }
  | { readonly kind: 'RECOMMENDATION'; readonly id: Id<'rcm'> }
  | { readonly kind: 'IMPORT'; readonly id: Id<'imp'> }
  | { readonly kind: 'CONSULTATION'; readonly id: Id<'cst'> }
  | { readonly kind: 'WORK_PLAN'; readonly id: Id<'wpl'> }
  | { readonly kind: 'PLAN_TASK'; readonly id: Id<'ptk'> }
  | { readonly kind: 'MEDIA_ITEM'; readonly id: Id<'mdi'> }
  | { readonly kind: 'TRAINING_CLASS'; readonly id: Id<'trc'> }
  | { readonly kind: 'LEGAL_DOCUMENT'; readonly id: Id<'ldo'> }
  /** From the start, and for good: a file sent for a complaint is never anything else. */
  | { readonly kind: 'COMPLAINT'; readonly id: Id<'cpl'> };

/** Not even the people of the unit that a file was sent for see these, unless they see what it is attached to. */
export const isClosed = ({ owner }: Pick<Attachment, 'owner'>): boolean =>
  owner?.kind === 'IMPORT' || owner?.kind === 'COMPLAINT';

/** Why a file was not taken; the same codes that a request for an upload is refused with. */
export type Rejection = Refusal & { readonly code: FileCode; readonly field: readonly [] };

/** One file: asked for, sent, checked, and then either attached to something or forgotten. */
export type Attachment = {
  readonly id: Id<'att'>;
  readonly unitId: Id<'unt'>;
  readonly uploadedBy: Id<'usr'>;
  readonly fileName: string;
  readonly contentType: string;
  readonly size: number;
  /** Hexadecimal, lower case. */
  readonly sha256: string;
  readonly status: AttachmentStatus;
  readonly rejection: Rejection | null;
  readonly owner: AttachmentOwner | null;
  readonly requestedAt: string;
  /** When the wait it is in ends: for its upload, its verdict, its owner. Null when nothing is waited for. */
  readonly expiresAt: string | null;
  readonly object: ObjectRef | null;
  /** A verdict that came before the object that it is about. */
  readonly verdict: Verdict | null;
  readonly version: number;
};

const minute = 60_000;
const day = 24 * 60 * minute;

/** How long each wait lasts. The upload's is longer than a form's life, so that a lost form can be had again. */
export const waits = { form: 5 * minute, upload: 60 * minute, verdict: day, owner: 30 * day } as const;

export const after = (now: Date, ms: number): string => new Date(now.getTime() + ms).toISOString();

/** Where the form may write, and where a clean file is kept, out of reach of any form. */
export const incomingKey = (id: Id<'att'>): string => `incoming/${id}`;
export const cleanKey = (id: Id<'att'>): string => `files/${id}`;

export const sameObject = (a: ObjectRef | null, b: ObjectRef): boolean =>
  a !== null && a.eTag === b.eTag && a.versionId === b.versionId;

/** Nothing more can come of what is sent. */
export const isSettled = (file: Attachment): boolean =>
  file.status !== 'PENDING' && file.status !== 'CHECKING';

const next = (file: Attachment, change: Partial<Attachment>): Attachment => ({
  ...file,
  ...change,
  version: file.version + 1,
});

export const reject = (file: Attachment, rejection: Rejection): Attachment =>
  next(file, { status: 'REJECTED', rejection, expiresAt: null, verdict: null });

/** The bytes are as declared; now they wait for a verdict, unless it was faster. */
export function arrive(file: Attachment, object: ObjectRef, now: Date): Attachment {
  const arrived = { ...file, object };
  if (file.verdict && sameObject(object, file.verdict.object)) return settle(arrived, file.verdict, now);
  return next(arrived, { status: 'CHECKING', expiresAt: after(now, waits.verdict) });
}

/**
 * A verdict counts for the object that it names. The upload's checksum makes every object of one attachment the same
 * bytes, so a threat in any of them is one in all.
 */
export function judge(file: Attachment, verdict: Verdict, now: Date): Attachment | null {
  if (isSettled(file)) return null;
  if (verdict.result === 'THREATS_FOUND' || sameObject(file.object, verdict.object))
    return settle(file, verdict, now);
  return next(file, { verdict });
}

function settle(file: Attachment, { result }: Verdict, now: Date): Attachment {
  if (result === 'NO_THREATS_FOUND')
    return next(file, {
      status: 'CLEAN',
      verdict: null,
      expiresAt: file.owner ? null : after(now, waits.owner),
    });
  return reject(
    file,
    result === 'THREATS_FOUND'
      ? { code: 'FILE_MALWARE', field: [] }
      : { code: 'FILE_SCAN_FAILED', field: [], details: { result } },
  );
}

export const isDue = (file: Attachment, now: Date): boolean =>
  file.expiresAt !== null && file.expiresAt <= now.toISOString();

/** Its time is up. It stays due until its bytes are gone, so that a failure in between is made good. */
export const expire = (file: Attachment): Attachment => next(file, { status: 'EXPIRED', verdict: null });

export const purged = (file: Attachment): Attachment => next(file, { expiresAt: null, object: null });

export const attached = (file: Attachment, owner: AttachmentOwner): Attachment =>
  next(file, { owner, expiresAt: null });

export const detached = (file: Attachment, now: Date): Attachment =>
  next(file, { owner: null, expiresAt: after(now, waits.owner) });
