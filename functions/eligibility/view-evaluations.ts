import type { Dossier } from '../dossiers/dossier.ts';
import type { Nominee } from '../dossiers/nominee.ts';
import { hidesAnybody, isHidden } from '../dossiers/view-dossier.ts';
import type { Outcome } from '../law/eligibility/verdict.ts';
import { lanes } from '../records/entry.ts';
import { lanesSeen } from '../records/record.policy.ts';
import { linesChanged } from './compare-verdicts.ts';
import type { ConditionLine } from './flatten.ts';
import { isCurrent, type EvaluationAsked, type RecordedVerdict } from './recorded-verdict.ts';
import { viewerOf } from '../units/viewer.ts';
import type { EligibilityDeps } from './view-eligibility.ts';

/** Verdicts are recorded by all that is known; who may not know all of it, or not of this nominee, isn't told. */
async function mayRead(deps: EligibilityDeps, dossier: Dossier, nominee: Nominee): Promise<boolean> {
  const seen = lanesSeen(await viewerOf(deps), nominee.unitId);
  return lanes.every((lane) => seen.includes(lane)) && !(await isHidden(deps, dossier, nominee));
}

/** What the evaluation that was asked last says of a nominee; null until it is recorded, and for who may not read it. */
export async function viewRecordedVerdict(
  deps: EligibilityDeps,
  nominee: Nominee,
): Promise<RecordedVerdict | null> {
  const [dossier, verdict] = await Promise.all([
    deps.dossiers.get(nominee.dossierId),
    deps.verdicts.get(nominee.dossierId, nominee.id),
  ]);
  if (!dossier || !verdict || !isCurrent(verdict, dossier)) return null;
  return (await mayRead(deps, dossier, nominee)) ? verdict : null;
}

/** A verdict beside the one before it: its conditions that weren't there, or came out otherwise. */
export type VerdictInHistory = {
  readonly verdict: RecordedVerdict;
  readonly before: Outcome | null;
  readonly changed: readonly ConditionLine[];
};

/** All that was recorded of a nominee, the latest first, each beside what it changed; none for who may not read it. */
export async function viewVerdicts(
  deps: EligibilityDeps,
  nominee: Nominee,
): Promise<readonly VerdictInHistory[]> {
  const [dossier, history] = await Promise.all([
    deps.dossiers.get(nominee.dossierId),
    deps.verdicts.history(nominee.dossierId, nominee.id),
  ]);
  if (!dossier || !(await mayRead(deps, dossier, nominee))) return [];
  return history.map((verdict, i) => {
    const before = history[i + 1];
    return {
      verdict,
      before: before?.outcome ?? null,
      changed: before ? linesChanged(before.lines, verdict.lines) : [],
    };
  });
}

/**
 * The evaluations of a dossier, the latest first; one that is asked and not recorded yet says so. How many came out
 * otherwise is told to those who may read every verdict.
 */
export async function viewEvaluations(deps: EligibilityDeps, dossier: Dossier) {
  const [viewer, done, barred] = await Promise.all([
    viewerOf(deps),
    deps.verdicts.evaluations(dossier.id),
    hidesAnybody(deps, dossier),
  ]);
  const seen = lanesSeen(viewer, dossier.authorUnitId);
  const readsAll = !barred && lanes.every((lane) => seen.includes(lane));
  const recorded = done.map((one) => ({ ...one, recorded: true, turned: readsAll ? one.turned : null }));
  const { evaluation } = dossier;
  return evaluation && !done.some((one) => one.number === evaluation.number)
    ? [pending(dossier, evaluation), ...recorded]
    : recorded;
}

const pending = ({ revision }: Dossier, asked: EvaluationAsked) => ({
  ...asked,
  revision,
  recorded: false,
  regime: null,
  reason: null,
  nominees: null,
  turned: null,
});
