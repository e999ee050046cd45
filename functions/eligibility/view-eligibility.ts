import type { Dossier } from '../dossiers/dossier.ts';
import type { DossierStore } from '../dossiers/dossier.store.ts';
import { hiddenFrom, isHidden } from '../dossiers/view-dossier.ts';
import type { Nominee } from '../dossiers/nominee.ts';
import type { NomineeStore } from '../dossiers/nominee.store.ts';
import { today } from '../kernel/clock.ts';
import { pageOfRows } from '../kernel/lists.ts';
import type { Cursors } from '../kernel/cursors.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import type { Scope } from '../kernel/scope.ts';
import { nationalBook, withLocal } from '../law/eligibility/book.ts';
import { outcomes, type Outcome, type Verdict } from '../law/eligibility/verdict.ts';
import { localCriteriaOf } from '../local-rules/local-criteria.ts';
import type { LocalRuleStore } from '../local-rules/local-rule.store.ts';
import { lanesSeen } from '../records/record.policy.ts';
import type { RecordStore } from '../records/record.store.ts';
import type { RoundStore } from '../rounds/round.store.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { judgeNominee, type Judged } from './judge-nominees.ts';
import { datesOf } from './recorded-verdict.ts';
import { shownRecords } from './shown-records.ts';
import { yearJudged } from './submitted-law.ts';
import type { VerdictStore } from './verdict.store.ts';
import { viewerOf } from '../units/viewer.ts';

export type EligibilityDeps = Scope & {
  readonly cursors: Cursors;
  readonly units: UnitStore;
  readonly dossiers: Pick<DossierStore, 'get'>;
  readonly nominees: NomineeStore;
  readonly rounds: Pick<RoundStore, 'get'>;
  readonly records: Pick<RecordStore, 'load'>;
  readonly verdicts: Pick<VerdictStore, 'get' | 'history' | 'evaluations'>;
  readonly localRules: Pick<LocalRuleStore, 'shelf'>;
};

/** By what a dossier's nominees are judged today: once submitted, by the year and the law that the submission fixed. */
async function judgedOf(deps: EligibilityDeps, dossier: Dossier): Promise<Judged> {
  const { type, campaignId, submission, authorUnitId } = dossier;
  const on = today(deps.clock);
  const law = submission?.law;
  const [round, registry, { books }] = await Promise.all([
    law ? undefined : dossier.round && deps.rounds.get(dossier.round.id),
    deps.units.registry(),
    deps.localRules.shelf(),
  ]);
  const book = withLocal(nationalBook(), localCriteriaOf(books, registry, authorUnitId, submission?.at));
  if (law) return { type, campaignId, ...datesOf(law, on), book };
  return { type, campaignId, year: yearJudged(round ?? null, type, on), receivedOn: null, on, book };
}

/**
 * Advice on one nominee by what the caller may know; null for whom the caller doesn't look after or may not vote on, or the
 * law can't judge.
 */
export async function viewNomineeEligibility(
  deps: EligibilityDeps,
  nominee: Nominee,
): Promise<Verdict | null> {
  const [viewer, dossier, known] = await Promise.all([
    viewerOf(deps),
    deps.dossiers.get(nominee.dossierId),
    deps.records.load([nominee.subjectId]),
  ]);
  const seen = lanesSeen(viewer, nominee.unitId);
  const records = known.get(nominee.subjectId);
  if (!dossier || !records || !seen.includes('OPEN')) return null;
  if (await isHidden(deps, dossier, nominee)) return null;
  const answer = judgeNominee(await judgedOf(deps, dossier), nominee.awardCode, shownRecords(records, seen));
  return answer.ok ? answer.value : null;
}

/** A nominee with what the law says of it, by what the caller may know. */
export type NomineeStanding = {
  readonly nominee: Nominee;
  readonly outcome: Outcome;
  readonly reasons: readonly string[];
};

export type DossierStandings = { readonly dossierId: string; readonly all: readonly NomineeStanding[] };

/**
 * Every nominee of a dossier at once, thousands in two dozen calls, but those on whom the caller may not vote. Null where the
 * caller doesn't look after them.
 */
export async function viewDossierEligibility(
  deps: EligibilityDeps,
  dossier: Dossier,
): Promise<DossierStandings | null> {
  const [viewer, judged, nominees, hidden] = await Promise.all([
    viewerOf(deps),
    judgedOf(deps, dossier),
    deps.nominees.all(dossier.id),
    hiddenFrom(deps, dossier),
  ]);
  const live = nominees.filter((one) => one.removedIn === null && !hidden(one.id));
  const seen = new Map([...new Set(live.map((n) => n.unitId))].map((id) => [id, lanesSeen(viewer, id)]));
  if (live.some((one) => !seen.get(one.unitId)?.includes('OPEN'))) return null;
  const known = await deps.records.load(live.map((one) => one.subjectId));
  const all = live.map((nominee): NomineeStanding => {
    const records = known.get(nominee.subjectId);
    const answer =
      records &&
      judgeNominee(judged, nominee.awardCode, shownRecords(records, seen.get(nominee.unitId) ?? []));
    if (!answer?.ok) return { nominee, outcome: 'NEEDS_HUMAN_LOOK', reasons: [] };
    const { outcome, conditions, needsHumanLook } = answer.value;
    const unmet = conditions.filter((c) => c.truth === 'NO').map((c) => c.text);
    return { nominee, outcome, reasons: [...unmet, ...needsHumanLook.map((look) => look.text)] };
  });
  return { dossierId: dossier.id, all };
}

export const countsOf = ({ all }: DossierStandings) =>
  outcomes.map((outcome) => ({ outcome, count: all.filter((one) => one.outcome === outcome).length }));

export const pageStandings = (
  deps: EligibilityDeps,
  { dossierId, all }: DossierStandings,
  outcome: Outcome | null,
  args: PageArgs,
): Promise<Page<NomineeStanding>> =>
  pageOfRows(
    deps.cursors,
    JSON.stringify(['eligibility', dossierId, outcome]),
    all.filter((one) => outcome === null || one.outcome === outcome),
    args,
    (one) => one.nominee.id,
  );
