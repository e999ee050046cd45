import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';

/** AWARD: within authority; STATE: of the Prime Minister or President, as they answered; the others change one of these. */
export const decisionKinds = ['AWARD', 'STATE', 'CORRECTION', 'REVOCATION'] as const;
export type DecisionKind = (typeof decisionKinds)[number];

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
};
