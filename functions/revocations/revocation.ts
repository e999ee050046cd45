import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { Deadline } from '../law/deadline.ts';

export const revocationStatuses = ['PROPOSED', 'DECIDED', 'REJECTED'] as const;
export type RevocationStatus = (typeof revocationStatuses)[number];

/** What came back after a decision: the certificate or insignia, and the money (đồng). */
export type Recovery = {
  readonly objectOn: LocalDate | null;
  readonly moneyOn: LocalDate | null;
  readonly amount: number | null;
};

export type FindingRef = { readonly inspectionId: Id<'ins'>; readonly number: number };

/** Hủy bỏ quyết định khen thưởng đối với một trường hợp: proposed on a ground of law, decided, and made good. */
export type Revocation = {
  readonly id: Id<'rvk'>;
  readonly awardId: Id<'awd'>;
  /** Whom the payment list of the decision names for it; null for awards from before it was kept. */
  readonly nomineeId: Id<'nom'> | null;
  readonly unitId: Id<'unt'>;
  readonly name: string;
  readonly awardName: string;
  readonly decisionId: Id<'dec'>;
  readonly decisionNumber: string;
  /** Key of the ground in the law of the day, and how it reads. */
  readonly ground: string;
  readonly groundText: string;
  /** The conclusion that shows it, its day, and what it says. */
  readonly conclusionOn: LocalDate;
  readonly basis: string;
  /** The finding of an inspection that led to it. */
  readonly finding: FindingRef | null;
  readonly proposedOn: LocalDate;
  readonly proposeBy: Deadline;
  readonly decideBy: Deadline;
  readonly citation: string;
  readonly status: RevocationStatus;
  /** The decision that revokes, or why it was not taken. */
  readonly revokedBy: Id<'dec'> | null;
  readonly decidedOn: LocalDate | null;
  readonly rejection: string | null;
  readonly recovery: Recovery;
  readonly version: number;
};

export const nothingBack: Recovery = { objectOn: null, moneyOn: null, amount: null };
