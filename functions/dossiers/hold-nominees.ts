import { tally, type Dossier } from './dossier.ts';
import type { JoinedDeps } from './joined-step.ts';
import { isSigned, type Exclusion, type Nominee } from './nominee.ts';
import type { Write } from '../kernel/table/write.ts';

/** Takes nominees off the list of the present stage; a suspension of theirs ends with it. */
export function excluded(
  deps: JoinedDeps,
  dossier: Dossier,
  nominees: readonly Nominee[],
  why: Pick<Exclusion, 'source' | 'reference'>,
): { readonly patch: Pick<Dossier, 'counters' | 'suspended'>; readonly writes: readonly Write[] } {
  const signed = nominees.filter((one) => isSigned(one, dossier)).map((one) => one.awardCode);
  const freed = nominees.filter((one) => one.suspendedBy.length > 0).length;
  const exclusion = { stage: dossier.stage, revision: dossier.revision, ...why };
  const { counters } = dossier;
  return {
    patch: {
      counters: { ...counters, approved: tally(counters.approved, signed, -1) },
      suspended: dossier.suspended - freed,
    },
    writes: nominees.map((one) => deps.nominees.update({ ...one, suspendedBy: [], exclusion })),
  };
}

/** Stops a nominee for a reason of its own; only the first reason counts towards the dossier. */
export function suspended(
  deps: JoinedDeps,
  dossier: Dossier,
  nominees: readonly Nominee[],
  reference: string,
): { readonly patch: Pick<Dossier, 'suspended'>; readonly writes: readonly Write[] } {
  const added = nominees.filter((one) => one.suspendedBy.length === 0).length;
  return {
    patch: { suspended: dossier.suspended + added },
    writes: nominees.map((one) =>
      deps.nominees.update({ ...one, suspendedBy: [...new Set([...one.suspendedBy, reference])] }),
    ),
  };
}

/** Lets nominees go on once a reason is gone; one that has another stays stopped. */
export function released(
  deps: JoinedDeps,
  dossier: Dossier,
  nominees: readonly Nominee[],
  reference: string,
): { readonly patch: Pick<Dossier, 'suspended'>; readonly writes: readonly Write[] } {
  const after = nominees.map((one) => ({
    ...one,
    suspendedBy: one.suspendedBy.filter((by) => by !== reference),
  }));
  const freed = after.filter(
    (one, i) => one.suspendedBy.length === 0 && (nominees[i]?.suspendedBy.length ?? 0) > 0,
  ).length;
  return {
    patch: { suspended: dossier.suspended - freed },
    writes: after.map((one) => deps.nominees.update(one)),
  };
}
