import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';

/** A signed decision on a dossier: its list is the nominees approved and confirmed at `stage` of `revision`. */
export type Decision = {
  readonly id: Id<'dec'>;
  readonly dossierId: Id<'dos'>;
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly year: number;
  readonly signerName: string;
  readonly signerTitle: string;
  readonly issuerUnitId: Id<'unt'>;
  readonly issuerName: string;
  readonly stage: number;
  readonly revision: number;
  readonly awardCounts: Readonly<Record<string, number>>;
};
