import { createHash } from 'node:crypto';
import type { Purpose } from '../deadlines/purpose.ts';
import { addDays, type LocalDate } from '../kernel/dates.ts';
import { derivedId, type Id } from '../kernel/ids.ts';
import { readTrackingCode } from '../kernel/tracking-code.ts';
import type { ComplaintType } from '../law/complaint-clock.ts';
import type { DatumStatus } from '../law/datum.ts';
import type { CaseDiscipline } from '../records/case.ts';

export const complaintStatuses = [
  'RECEIVED',
  'CLASSIFIED',
  'ACCEPTED',
  'VERIFYING',
  'DECIDED',
  'ENFORCED',
  'ANSWERED',
  'REFUSED',
  'WITHDRAWN',
] as const;
export type ComplaintStatus = (typeof complaintStatuses)[number];

/** Neither decided, answered, refused nor withdrawn. */
export const unsettled = ['RECEIVED', 'CLASSIFIED', 'ACCEPTED', 'VERIFYING'] as const;
export const isUnsettled = (status: ComplaintStatus): boolean => unsettled.some((one) => one === status);

export const channels = ['ONLINE', 'PAPER'] as const;
export const outcomes = ['UPHELD', 'PARTLY_UPHELD', 'REJECTED'] as const;
export type ComplaintOutcome = (typeof outcomes)[number];

/** Why a complaint is not taken up. */
export const refusalGrounds = [
  'ANONYMOUS',
  'OUT_OF_TIME',
  'NOT_COMPETENT',
  'ALREADY_RESOLVED',
  'UNSIGNED',
  'OTHER',
] as const;
export type RefusalGround = (typeof refusalGrounds)[number];

/** A due day with the law behind it. */
export type Due = {
  readonly on: LocalDate;
  readonly citation: string;
  readonly status: DatumStatus;
};

/** That one of its clocks ran out and stayed so. */
export type LateNotice = {
  readonly purpose: Purpose;
  readonly toUnitId: Id<'unt'> | null;
  readonly dueOn: LocalDate;
  readonly on: LocalDate;
};

export type Assignee = { readonly userId: Id<'usr'>; readonly name: string };

export type Held = { readonly dossierId: Id<'dos'>; readonly nomineeIds: readonly Id<'nom'>[] };

/** A step in handling, in words. Nothing of it may name a denouncer. */
export type Entry = {
  readonly kind: 'VERIFICATION' | 'DIALOGUE' | 'EXTENSION';
  readonly on: LocalDate;
  readonly text: string;
  readonly by: Id<'usr'>;
};

export type ComplaintDecision = {
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly signerName: string;
  readonly outcome: ComplaintOutcome;
  readonly text: string;
};

/** A complaint, denunciation, petition or query. Who sent it and what they wrote are kept apart, sealed or closed off. */
export type Complaint = {
  readonly id: Id<'cpl'>;
  readonly type: ComplaintType;
  readonly instance: 1 | 2;
  /** The first instance that this one appeals. */
  readonly firstId: Id<'cpl'> | null;
  readonly channel: (typeof channels)[number];
  readonly handlerUnitId: Id<'unt'>;
  readonly receivedOn: LocalDate;
  /** When the complainant came to know of the decision. */
  readonly knownOn: LocalDate | null;
  readonly decisionId: Id<'dec'> | null;
  /** Sealed for this complaint alone; null when nobody gave a name. */
  readonly identity: string | null;
  readonly accusedUnitId: Id<'unt'> | null;
  readonly accusedUserIds: readonly Id<'usr'>[];
  /** People and collectives of the register whom it is about: in a proceeding while it runs. */
  readonly accusedSubjectIds: readonly Id<'sub'>[];
  readonly recordedBy: Id<'usr'> | null;
  readonly assignees: readonly Assignee[];
  readonly remote: boolean;
  readonly extensions: number;
  /** As counted when it was received or classified; what holds now, its deadlines say. */
  readonly acceptBy: Due;
  readonly acceptedOn: LocalDate | null;
  readonly resolveBy: Due | null;
  /** Nominees who are stopped because of it. */
  readonly held: Held | null;
  readonly entries: readonly Entry[];
  readonly decision: ComplaintDecision | null;
  readonly answer: string | null;
  readonly refusal: { readonly ground: (typeof refusalGrounds)[number]; readonly text: string } | null;
  readonly enforcement: { readonly on: LocalDate; readonly text: string } | null;
  /** Disciplines that it led to. */
  readonly disciplines: readonly CaseDiscipline[];
  readonly withdrawalAskedAt: string | null;
  readonly withdrawnOn: LocalDate | null;
  readonly closingReason: string | null;
  /** That it was late, each clock once, and the unit above whose head was told; null where none may know. */
  readonly escalations: readonly LateNotice[];
  readonly status: ComplaintStatus;
  readonly version: number;
};

export const maxAssignees = 5;
export const maxAccused = 10;
export const maxHeld = 40;
export const maxEntries = 100;

/** A complaint is found by its code alone: the id is a digest of it, and tells nothing of it. */
export function complaintIdOf(rawCode: string): Id<'cpl'> | undefined {
  const code = readTrackingCode(rawCode);
  return code === undefined
    ? undefined
    : derivedId('cpl', createHash('sha256').update(`complaint ${code}`).digest());
}

/** Names it where nothing of it may be told: the end of its id, which is a digest of the sender's code. */
export const caseLabel = ({ id }: Pick<Complaint, 'id'>): string => `Đơn ${id.slice(-6)}`;

/** Days before a due day on which it begins to be warned of. */
export const warningDays = 5;
export const warnedUntil = (on: LocalDate): LocalDate => addDays(on, warningDays);

/** Who decides on what a public servant did, or a leader answers: those two have no instances and no resolution. */
export const isAnswered = (type: ComplaintType): boolean => type === 'PETITION' || type === 'QUERY';
