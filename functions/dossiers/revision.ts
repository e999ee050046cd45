import type { Id } from '../kernel/ids.ts';
import type { DossierFile, LateMark } from './dossier.ts';

/** A dossier's header and files as they were submitted; the nominees carry their own marks. */
export type Revision = {
  readonly number: number;
  readonly title: string;
  readonly type: string;
  readonly campaignId: Id<'cmp'> | null;
  readonly simpleCases: readonly string[];
  readonly roundId: Id<'rnd'> | null;
  readonly receivingUnitId: Id<'unt'>;
  readonly files: readonly DossierFile[];
  readonly nominees: number;
  readonly submittedAt: string;
  readonly submittedBy: Id<'usr'>;
  readonly late: LateMark | null;
};
