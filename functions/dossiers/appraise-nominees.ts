import { instant } from '../kernel/clock.ts';
import { checkText, refusalsOf } from '../kernel/fields.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { changeDossier, type DossierInput } from './change-dossier.ts';
import type { Dossier } from './dossier.ts';
import type { Outcome } from '../law/eligibility/verdict.ts';
import { loadNominees, loadVerdicts, requireNominees } from './load-nominees.ts';
import { assessmentAt, inPlay, isAppraised, withAssessment, type Nominee, type Verdict } from './nominee.ts';
import { recount, speaksAgainst } from './overrule.ts';
import { recordedOutcomes, refusePending } from './recorded-outcomes.ts';
import { handlerKind, routeOf } from './route.ts';
import { replacedBy, standingBodyRules } from './standing-body.ts';
import type { DossierDeps } from './deps.ts';

type VerdictInput = {
  readonly nomineeId: string;
  readonly verdict: Verdict;
  readonly note?: string | null | undefined;
};
export type AppraiseNomineesInput = DossierInput & { readonly verdicts: readonly VerdictInput[] };
export type ConfirmNomineesInput = DossierInput & {
  readonly nomineeIds: readonly string[];
  readonly agrees: boolean;
};

const maxPerCall = 90;

/**
 * The first person's verdicts. Codes: those of a change, REQUIRED, TOO_MANY, DUPLICATE, NOT_FOUND, TOO_LONG,
 * DOSSIER_NOT_ELIGIBLE, DOSSIER_ELIGIBLE, DOSSIER_VERDICT_PENDING.
 */
export function appraiseNominees(deps: DossierDeps, input: AppraiseNomineesInput): Promise<Result<Dossier>> {
  const ids = input.verdicts.map((v) => v.nomineeId);
  return changeDossier(deps, {
    action: 'appraise',
    input,
    load: (dossierId) =>
      Promise.all([
        loadNominees(deps, dossierId, ids, maxPerCall),
        loadVerdicts(deps, dossierId, ids, maxPerCall),
      ]),
    decide: ({ dossier, actor, extra: [found, recorded] }) => {
      const nominees = requireNominees('verdicts', ids, playing(found, dossier), maxPerCall);
      if (!nominees.ok) return nominees;
      const notes = input.verdicts.map((v, i) => checkText(`verdicts.${i}.note`, v.note ?? '', 2000));
      const outcomes = recordedOutcomes(dossier, recorded);
      if (!outcomes.ok) return refuse(...refusalsOf(...notes), ...outcomes.refusals);
      const refusals = [...refusalsOf(...notes), ...withoutReason(input.verdicts, outcomes.value)];
      if (refusals.length > 0) return refuse(...refusals);
      const after = nominees.value.map((nominee, i) => {
        const note = notes[i];
        return withAssessment(nominee, {
          stage: dossier.stage,
          revision: dossier.revision,
          verdict: input.verdicts[i]?.verdict ?? 'ASK',
          note: note?.ok ? note.value : '',
          eligibility: outcomes.value[i] ?? null,
          evaluation: dossier.evaluation?.number ?? null,
          reopenedBy: null,
          by: actor.userId,
          at: instant(deps.clock),
          confirmation: null,
        });
      });
      return accept({
        ...assessed(deps, dossier, nominees.value, after),
        event: 'NomineesAppraised',
        facts: {
          evaluation: dossier.evaluation?.number ?? null,
          verdicts: input.verdicts.map(({ nomineeId, verdict }) => ({ nomineeId, verdict })),
        },
      });
    },
  });
}

/** Whoever speaks against what the law says of a nominee gives a reason, which stays with the verdict. */
const withoutReason = (verdicts: readonly VerdictInput[], outcomes: readonly (Outcome | null)[]) =>
  verdicts.flatMap(({ verdict, note }, i) => {
    if ((note ?? '').trim() !== '' || !speaksAgainst(verdict, outcomes[i] ?? null)) return [];
    return [
      refusal(verdict === 'APPROVE' ? 'DOSSIER_NOT_ELIGIBLE' : 'DOSSIER_ELIGIBLE', `verdicts.${i}.note`),
    ];
  });

/** A second person's word. Codes: those of a change, REQUIRED, TOO_MANY, DUPLICATE, NOT_FOUND, DOSSIER_NOT_APPRAISED, DOSSIER_SAME_OFFICER. */
export const confirmNominees = (deps: DossierDeps, input: ConfirmNomineesInput): Promise<Result<Dossier>> =>
  changeDossier(deps, {
    action: 'confirm',
    input,
    load: (dossierId) => loadNominees(deps, dossierId, input.nomineeIds, maxPerCall),
    decide: ({ dossier, actor, extra }) => {
      const nominees = requireNominees('nomineeIds', input.nomineeIds, playing(extra, dossier), maxPerCall);
      if (!nominees.ok) return nominees;
      const confirmation = { by: actor.userId, at: instant(deps.clock), agrees: input.agrees };
      const refusals = nominees.value.flatMap((nominee, i) => {
        const a = assessmentAt(nominee, dossier);
        if (!isAppraised(a)) return [refusal('DOSSIER_NOT_APPRAISED', `nomineeIds.${i}`, { missing: 1 })];
        return a?.by === actor.userId ? [refusal('DOSSIER_SAME_OFFICER', `nomineeIds.${i}`)] : [];
      });
      if (refusals.length > 0) return refuse(...refusals);
      const after = nominees.value.map((nominee) => {
        const a = assessmentAt(nominee, dossier);
        return a ? withAssessment(nominee, { ...a, confirmation }) : nominee;
      });
      return accept({
        ...assessed(deps, dossier, nominees.value, after),
        event: 'NomineesConfirmed',
        facts: { nomineeIds: input.nomineeIds, agrees: input.agrees },
      });
    },
  });

/** Ends the appraisal when every nominee has a confirmed verdict. Codes: those of a change, DOSSIER_NOT_APPRAISED, DOSSIER_VERDICT_PENDING. */
export const finishAppraisal = (deps: DossierDeps, input: DossierInput): Promise<Result<Dossier>> =>
  changeDossier(deps, {
    action: 'finishAppraisal',
    input,
    load: (dossierId) => Promise.all([deps.localRules.shelf(), deps.verdicts.done(dossierId)]),
    decide: ({ dossier, registry, on, extra: [shelf, done] }) => {
      const pending = refusePending(dossier, done);
      if (pending.length > 0) return refuse(...pending);
      const missing = dossier.counters.nominees - dossier.counters.confirmed;
      if (missing > 0) return refuse(refusal('DOSSIER_NOT_APPRAISED', 'dossierId', { missing }));
      const local = standingBodyRules(shelf.books, dossier, registry, on);
      const route = routeOf(dossier, handlerKind(dossier, registry, on), on, replacedBy(local));
      const steps = route.steps.filter((step) => step.needed).map((step) => step.code);
      return accept({
        patch: { status: 'APPRAISED', route },
        // Up to its first day a version may be withdrawn; afterwards nothing changes it for today.
        writes: local.some((rule) => rule.from === on) ? [deps.localRules.guard(shelf)] : [],
        event: 'AppraisalFinished',
        facts: { steps },
      });
    },
  });

/** Whom a lower stage turned down isn't before this one. */
const playing = (found: readonly (Nominee | undefined)[], dossier: Dossier) =>
  found.map((n) => (n && inPlay(n, dossier) ? n : undefined));

const assessed = (
  deps: DossierDeps,
  dossier: Dossier,
  before: readonly Nominee[],
  after: readonly Nominee[],
) => ({
  patch: { status: 'UNDER_APPRAISAL' as const, counters: recount(dossier, before, after) },
  writes: after.map((n) => deps.nominees.update(n)),
});
