import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';

/** AWARD: within authority; STATE: of the Prime Minister or President, as they answered; the others change one of these. */
export const decisionKinds = ['AWARD', 'STATE', 'CORRECTION', 'REVOCATION'] as const;
export type DecisionKind = (typeof decisionKinds)[number];

/** What a decision can put right. The award itself is what was appraised and voted on: another one takes another dossier. */
export const correctables = ['name', 'position', 'unitName'] as const;
export type Correctable = (typeof correctables)[number];

/** What a correcting decision says instead; what it doesn't name stays as it was. */
export type Says = Readonly<Partial<Record<Correctable, string>>>;

/**
 * A signed decision, never changed once issued. The list of one that awards is the nominees approved and confirmed at
 * `stage` of `revision`, without those excluded.
 */
export type Decision = {
  readonly id: Id<'dec'>;
  readonly kind: DecisionKind;
  readonly dossierId: Id<'dos'>;
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly year: number;
  readonly signerName: string;
  readonly signerTitle: string;
  /** Null for a decision of the state level, which is no unit of this system. */
  readonly issuerUnitId: Id<'unt'> | null;
  readonly issuerName: string;
  readonly legalBases: readonly string[];
  readonly stage: number;
  readonly revision: number;
  readonly awardCounts: Readonly<Record<string, number>>;
  /** The decision that this one corrects or revokes awards of. */
  readonly corrects: Id<'dec'> | null;
  /** What a correction or revocation says. */
  readonly text: string | null;
  /** How awards of the corrected decision read from now on. */
  readonly changes: readonly { readonly awardId: Id<'awd'>; readonly says: Says }[];
  /** The unit that recorded a decision of the state level, and keeps what follows from it; null for the others. */
  readonly keptBy: Id<'unt'> | null;
};

/** The unit that answers here for a decision: corrections, revocations, certificates. */
export const keeperOf = ({
  issuerUnitId,
  keptBy,
}: Pick<Decision, 'issuerUnitId' | 'keptBy'>): Id<'unt'> | null => issuerUnitId ?? keptBy;
