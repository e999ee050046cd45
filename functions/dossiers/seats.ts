import type { Write } from '../kernel/table/write.ts';
import type { DossierDeps } from './deps.ts';
import type { Dossier } from './dossier.ts';

type Change = { readonly submission: Dossier['submission']; readonly writes: readonly Write[] };

/** Gives back the seats that a dossier holds, all of them or those that its decision left. */
export function giveBackSeats(
  deps: Pick<DossierDeps, 'quotas'>,
  { submission, authorUnitId }: Dossier,
  kept: Readonly<Record<string, number>> = {},
): Change {
  const seats = submission?.seats;
  if (!submission || !seats) return { submission, writes: [] };
  const left = Object.entries(seats.perAward).map(([code, n]) => [code, n - (kept[code] ?? 0)] as const);
  return {
    submission: { ...submission, seats: { ...seats, perAward: { ...kept } } },
    writes: deps.quotas.giveBack(authorUnitId, { year: seats.year, perAward: Object.fromEntries(left) }),
  };
}
