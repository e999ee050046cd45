import { instant } from '../kernel/clock.ts';
import { checkText, refusalsOf, requireText } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { changeRoot, nothing, type ChangeInput, type Step } from '../units/change-root.ts';
import type { InspectionDeps } from './deps.ts';
import { checkFiles, loadFiles } from '../attachments/named-files.ts';
import { recommendationMachine, seesRecommendation, type RecommendationAction } from './inspection.policy.ts';
import { recommendationPk } from './inspection.store.ts';
import { maxEvidence } from './inspection.ts';
import { remedied, remedyDue, remedyTerm } from './remedy-deadline.ts';
import { daysLate, maxEscalations, maxRemedies, type Recommendation } from './recommendation.ts';

type RecommendationInput = ChangeInput & { readonly recommendationId: string };

const change = <E>(
  deps: InspectionDeps,
  input: RecommendationInput,
  step: Step<RecommendationAction, Recommendation, E>,
): Promise<Result<Recommendation>> =>
  changeRoot(
    deps,
    input,
    {
      machine: recommendationMachine,
      get: () => reload(deps, input.recommendationId),
      sees: seesRecommendation,
      replace: (after) => [deps.inspections.saveRecommendation(after)],
      pk: (one) => recommendationPk(one.id),
      reload: (rawId) => reload(deps, rawId),
    },
    step,
  );

async function reload(deps: InspectionDeps, rawId: string): Promise<Recommendation | undefined> {
  const id = parseId('rcm', rawId);
  return id && deps.inspections.recommendation(id);
}

export type SubmitRemedyInput = RecommendationInput & {
  readonly note: string;
  readonly evidenceIds: readonly string[];
};

/** The owner says what it has put right, with evidence. Codes: those of a step, REQUIRED, TOO_LONG, TOO_MANY, NOT_FOUND, FILE_NOT_CLEAN. */
export const submitRemedy = (
  deps: InspectionDeps,
  input: SubmitRemedyInput,
): Promise<Result<Recommendation>> =>
  change(deps, input, {
    action: 'remedy',
    load: () =>
      Promise.all([loadFiles(deps, input.evidenceIds, maxEvidence), remedyDue(deps, input.recommendationId)]),
    decide: ({ root, actor, viewer, extra: [files, due] }) => {
      const note = requireText('note', input.note, 5_000);
      const of = { unitId: root.ownerUnitId, field: 'evidenceIds', limit: maxEvidence };
      const refusals = [
        ...refusalsOf(note),
        ...checkFiles(input.evidenceIds, files, of),
        ...(input.evidenceIds.length === 0 ? [refusal('REQUIRED', 'evidenceIds')] : []),
        ...(root.remedies.length >= maxRemedies ? [refusal('TOO_MANY', 'note', { limit: maxRemedies })] : []),
      ];
      if (!note.ok || refusals.length > 0) return refuse(...refusals);
      const evidence = files.flatMap((file) => file ?? []);
      const owner = { kind: 'RECOMMENDATION' as const, id: root.id };
      const remedy = {
        note: note.value,
        evidenceIds: evidence.map((file) => file.id),
        by: actor.userId,
        at: instant(deps.clock),
        verdict: null,
      };
      return accept({
        patch: { remedies: [...root.remedies, remedy] },
        writes: [
          ...evidence.map((file) => deps.attachments.attach(file, owner)),
          ...remedied(deps, due, viewer.on),
        ],
        event: 'RemedySubmitted',
        facts: { evidence: evidence.length },
      });
    },
  });

type JudgeInput = RecommendationInput & { readonly note: string };

const judge =
  (action: 'verify' | 'reject', event: string, check: typeof checkText) =>
  (deps: InspectionDeps, input: JudgeInput): Promise<Result<Recommendation>> =>
    change(deps, input, {
      action,
      load: () => Promise.all([remedyDue(deps, input.recommendationId), deps.calendar.current()]),
      decide: ({ root, actor, extra: [due, calendar] }) => {
        const note = check('note', input.note, 5_000);
        const last = root.remedies.at(-1);
        if (!note.ok) return note;
        if (!last) throw new Error(`recommendation ${root.id} has no remedy to judge`);
        const verdict = {
          accepted: action === 'verify',
          note: note.value,
          by: actor.userId,
          at: instant(deps.clock),
        };
        return accept({
          patch: { remedies: [...root.remedies.slice(0, -1), { ...last, verdict }] },
          // What was not put right is due as it was, and late at once where that day has passed.
          writes: verdict.accepted ? [] : remedyTerm(deps, due, root, calendar),
          event,
          facts: { note: note.value, ownerUnitId: root.ownerUnitId },
        });
      },
    });

/** The inspecting unit finds it put right. Codes: those of a step, RECOMMENDATION_OWN, TOO_LONG. */
export const verifyRemedy = judge('verify', 'RemedyVerified', checkText);

/** The inspecting unit finds it not put right; it is open again. Codes: those of a step, RECOMMENDATION_OWN, REQUIRED. */
export const rejectRemedy = judge('reject', 'RemedyRejected', requireText);

export type EscalateRecommendationInput = RecommendationInput & {
  readonly toUnitId: string;
  readonly reason: string;
};

/** Takes a late one to a unit above its owner. Codes: those of a step, RECOMMENDATION_NOT_LATE, NOT_FOUND, REQUIRED, TOO_MANY. */
export const escalateRecommendation = (
  deps: InspectionDeps,
  input: EscalateRecommendationInput,
): Promise<Result<Recommendation>> =>
  change(deps, input, {
    action: 'escalate',
    load: nothing,
    decide: ({ root, actor, viewer: { registry, on } }) => {
      const toUnitId = parseId('unt', input.toUnitId);
      const above =
        toUnitId && toUnitId !== root.ownerUnitId && registry.covers(toUnitId, root.ownerUnitId, on);
      const reason = requireText('reason', input.reason, 2_000);
      const refusals = [
        ...(above ? [] : [refusal('NOT_FOUND', 'toUnitId')]),
        ...refusalsOf(reason),
        ...(root.escalations.length >= maxEscalations
          ? [refusal('TOO_MANY', 'toUnitId', { limit: maxEscalations })]
          : []),
      ];
      if (!above || !reason.ok || refusals.length > 0) return refuse(...refusals);
      const late = daysLate(root, on);
      const escalation = {
        toUnitId,
        reason: reason.value,
        daysLate: late,
        by: actor.userId,
        at: instant(deps.clock),
      };
      return accept({
        patch: { escalations: [...root.escalations, escalation] },
        event: 'RecommendationEscalated',
        facts: { toUnitId, daysLate: late },
      });
    },
  });
