import type { Outcome } from '../law/eligibility/verdict.ts';
import { tally, type Counters, type Dossier } from './dossier.ts';
import {
  assessmentAt,
  isAppraised,
  isConfirmed,
  isSigned,
  withAssessment,
  type Nominee,
  type Verdict,
} from './nominee.ts';

/** Whether an officer overrules the law: approves whom it turns down, or turns down who meets all of it. */
export const speaksAgainst = (verdict: Verdict, outcome: Outcome | null): boolean =>
  (verdict === 'APPROVE' && outcome === 'NOT_ELIGIBLE') || (verdict === 'REJECT' && outcome === 'ELIGIBLE');

/**
 * A nominee whose verdict a later evaluation speaks against, where the one that it rests on didn't: nobody has given a
 * reason for that, so the verdict no longer counts and is to be given again. Undefined for every other.
 */
export function reopened(
  nominee: Nominee,
  dossier: Pick<Dossier, 'stage' | 'revision'>,
  later: { readonly evaluation: number; readonly outcome: Outcome },
): Nominee | undefined {
  const a = assessmentAt(nominee, dossier);
  if (!a || !isAppraised(a) || a.evaluation === later.evaluation) return undefined;
  if (a.eligibility === later.outcome || !speaksAgainst(a.verdict, later.outcome)) return undefined;
  return withAssessment(nominee, { ...a, reopenedBy: later.evaluation });
}

/** The counters of a dossier after these of its nominees have changed. */
export function recount(dossier: Dossier, before: readonly Nominee[], after: readonly Nominee[]): Counters {
  const { counters } = dossier;
  const count = (list: readonly Nominee[], holds: (n: Nominee) => boolean) => list.filter(holds).length;
  const moved = (holds: (n: Nominee) => boolean) => count(after, holds) - count(before, holds);
  const signed = (list: readonly Nominee[]) =>
    list.filter((n) => isSigned(n, dossier)).map((n) => n.awardCode);
  return {
    ...counters,
    appraised: counters.appraised + moved((n) => isAppraised(assessmentAt(n, dossier))),
    confirmed: counters.confirmed + moved((n) => isConfirmed(assessmentAt(n, dossier))),
    approved: tally(tally(counters.approved, signed(after), 1), signed(before), -1),
  };
}
