import { forbidden, unitsWithRole } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { checkText, refusalsOf, requireLine, requireText } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { changeRoot, nothing, type ChangeInput, type Step } from '../units/change-root.ts';
import { actsFor } from '../units/standing.ts';
import type { TrainingDeps } from './deps.ts';
import { maxPlannedClasses, type PlannedClass, type TrainingPlan } from './plan.ts';
import {
  seesTrainingPlan,
  trainingPermissions,
  trainingPlanMachine,
  type TrainingPlanAction,
} from './training.policy.ts';
import { trainingPlanPk } from './training.store.ts';

type Terms = {
  readonly title: string;
  readonly documentNumber?: string | null | undefined;
  readonly goals: string;
  readonly classes: readonly PlannedClass[];
};

export type DraftTrainingPlanInput = Terms & {
  readonly hostUnitId: string;
  readonly year: number;
  readonly idempotencyKey: string;
};

type PlanInput = ChangeInput & { readonly trainingPlanId: string };

/** Drafts a yearly plan. Codes: NOT_FOUND, REQUIRED, TOO_LONG, TOO_MANY, INVALID_VALUE. */
export function draftTrainingPlan(
  deps: TrainingDeps,
  input: DraftTrainingPlanInput,
): Promise<Result<TrainingPlan>> {
  return mutate(deps, {
    operation: 'trainingPlan.draft',
    input,
    load: () => deps.units.registry(),
    decide: (registry, actor) => {
      const roles = trainingPermissions['trainingPlan.draft'];
      if (unitsWithRole(actor, roles).length === 0) throw forbidden();
      const hostUnitId = parseId('unt', input.hostUnitId);
      if (!hostUnitId || !actsFor(actor, roles, registry, hostUnitId, today(deps.clock)))
        return refuse(refusal('NOT_FOUND', 'hostUnitId'));
      const terms = checkTerms(input);
      const known = input.year >= 2017 && input.year <= 2100;
      if (!terms.ok || !known)
        return refuse(
          ...refusalsOf(terms),
          ...(known ? [] : [refusal('INVALID_VALUE', 'year', { expected: '2017–2100' })]),
        );
      const id = deps.ids.next('trp');
      const plan: TrainingPlan = {
        ...terms.value,
        ...{ id, hostUnitId, year: input.year, status: 'DRAFT', version: 1 },
      };
      return accept({
        result: plan,
        resultId: id,
        writes: [deps.training.savePlan(plan)],
        event: {
          pk: trainingPlanPk(id),
          aggregateId: id,
          seq: 1,
          name: 'TrainingPlanDrafted',
          facts: { hostUnitId, year: plan.year },
        },
      });
    },
    reload: (rawId) => reloadPlan(deps, rawId),
  });
}

export async function reloadPlan(
  deps: Pick<TrainingDeps, 'training'>,
  rawId: string,
): Promise<TrainingPlan | undefined> {
  const id = parseId('trp', rawId);
  return id && deps.training.plan(id);
}

const change = (deps: TrainingDeps, input: PlanInput, step: Step<TrainingPlanAction, TrainingPlan, null>) =>
  changeRoot(
    deps,
    input,
    {
      machine: trainingPlanMachine,
      get: () => reloadPlan(deps, input.trainingPlanId),
      sees: seesTrainingPlan,
      replace: (after) => [deps.training.savePlan(after)],
      pk: (plan) => trainingPlanPk(plan.id),
      reload: (rawId) => reloadPlan(deps, rawId),
    },
    step,
  );

/** Rewrites a draft. Codes: those of a step and of a draft. */
export const updateTrainingPlan = (deps: TrainingDeps, input: PlanInput & Terms) =>
  change(deps, input, {
    action: 'update',
    load: nothing,
    decide: () => {
      const terms = checkTerms(input);
      return terms.ok ? accept({ patch: terms.value, event: 'TrainingPlanUpdated' }) : terms;
    },
  });

/** The leader signs the plan. Codes: those of a step, REQUIRED without any class. */
export const approveTrainingPlan = (deps: TrainingDeps, input: PlanInput) =>
  change(deps, input, {
    action: 'approve',
    load: nothing,
    decide: ({ root }) =>
      root.classes.length === 0
        ? refuse(refusal('REQUIRED', 'classes'))
        : accept({ patch: {}, event: 'TrainingPlanApproved' }),
  });

/** Gives a plan up; its classes go on. Codes: those of a step, REQUIRED, TOO_LONG. */
export const cancelTrainingPlan = (deps: TrainingDeps, input: PlanInput & { readonly reason: string }) =>
  change(deps, input, {
    action: 'cancel',
    load: nothing,
    decide: () => {
      const reason = requireText('reason', input.reason, 2_000);
      return reason.ok
        ? accept({ patch: {}, event: 'TrainingPlanCancelled', facts: { reason: reason.value } })
        : reason;
    },
  });

function checkTerms(
  input: Terms,
): Result<Pick<TrainingPlan, 'title' | 'documentNumber' | 'goals' | 'classes'>> {
  const title = requireLine('title', input.title, 300);
  const number = checkText('documentNumber', input.documentNumber ?? '', 100);
  const goals = checkText('goals', input.goals, 5_000);
  const classes = input.classes.slice(0, maxPlannedClasses).map(checkPlanned);
  const refusals = [
    ...refusalsOf(title, number, goals, ...classes),
    ...(input.classes.length > maxPlannedClasses
      ? [refusal('TOO_MANY', 'classes', { limit: maxPlannedClasses })]
      : []),
  ];
  if (!title.ok || !number.ok || !goals.ok || refusals.length > 0) return refuse(...refusals);
  return accept({
    title: title.value,
    documentNumber: number.value === '' ? null : number.value,
    goals: goals.value,
    classes: classes.flatMap((one) => (one.ok ? [one.value] : [])),
  });
}

function checkPlanned(one: PlannedClass, i: number): Result<PlannedClass> {
  const topic = requireLine(`classes.${i}.topic`, one.topic, 300);
  const targetGroup = requireLine(`classes.${i}.targetGroup`, one.targetGroup, 300);
  const range = (field: 'month' | 'participants', most: number): readonly Refusal[] =>
    one[field] >= 1 && one[field] <= most
      ? []
      : [refusal('INVALID_VALUE', `classes.${i}.${field}`, { expected: `1–${most}` })];
  const refusals = [
    ...refusalsOf(topic, targetGroup),
    ...range('month', 12),
    ...range('participants', 10_000),
  ];
  if (!topic.ok || !targetGroup.ok || refusals.length > 0) return refuse(...refusals);
  const { month, participants } = one;
  return accept({ topic: topic.value, targetGroup: targetGroup.value, month, participants });
}
