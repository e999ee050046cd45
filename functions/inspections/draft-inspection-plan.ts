import { forbidden, unitsWithRole } from '../kernel/actor.ts';
import { instant, today } from '../kernel/clock.ts';
import { checkText, refusalsOf, requireLine, requireText } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { changeRoot, nothing, type ChangeInput, type Step } from '../units/change-root.ts';
import type { Viewer } from '../units/machine.ts';
import { actsFor } from '../units/standing.ts';
import type { InspectionDeps } from './deps.ts';
import { inspectionPermissions, planMachine, seesPlan, type PlanAction } from './inspection.policy.ts';
import { planPk } from './inspection.store.ts';
import { maxPlanned, type InspectionKind, type InspectionPlan, type PlannedVisit } from './plan.ts';

type Terms = {
  readonly title: string;
  readonly documentNumber?: string | null | undefined;
  readonly visits: readonly { readonly unitId: string; readonly topic: string; readonly month: number }[];
};

export type DraftInspectionPlanInput = Terms & {
  readonly hostUnitId: string;
  readonly kind: InspectionKind;
  readonly year: number;
  readonly idempotencyKey: string;
};

type PlanInput = ChangeInput & { readonly planId: string };

/** Drafts a yearly plan. Codes: NOT_FOUND, REQUIRED, TOO_LONG, TOO_MANY, INVALID_VALUE. */
export function draftInspectionPlan(
  deps: InspectionDeps,
  input: DraftInspectionPlanInput,
): Promise<Result<InspectionPlan>> {
  return mutate(deps, {
    operation: 'inspectionPlan.draft',
    input,
    load: () => deps.units.registry(),
    decide: (registry, actor) => {
      const roles = inspectionPermissions['inspectionPlan.draft'];
      if (unitsWithRole(actor, roles).length === 0) throw forbidden();
      const viewer = { actor, registry, on: today(deps.clock) };
      const hostUnitId = parseId('unt', input.hostUnitId);
      if (!hostUnitId || !actsFor(actor, roles, registry, hostUnitId, viewer.on))
        return refuse(refusal('NOT_FOUND', 'hostUnitId'));
      const terms = checkTerms(input, hostUnitId, viewer);
      const yearKnown = Number.isInteger(input.year) && input.year >= 2017 && input.year <= 2100;
      if (!terms.ok || !yearKnown)
        return refuse(
          ...(yearKnown ? [] : [refusal('INVALID_VALUE', 'year', { expected: '2017–2100' })]),
          ...refusalsOf(terms),
        );
      const plan: InspectionPlan = {
        ...terms.value,
        id: deps.ids.next('ipl'),
        kind: input.kind,
        hostUnitId,
        year: input.year,
        status: 'DRAFT',
        publication: null,
        version: 1,
      };
      return accept({
        result: plan,
        resultId: plan.id,
        writes: [deps.inspections.savePlan(plan)],
        event: {
          pk: planPk(plan.id),
          aggregateId: plan.id,
          seq: 1,
          name: 'InspectionPlanDrafted',
          facts: { hostUnitId, kind: plan.kind, year: plan.year },
        },
      });
    },
    reload: (rawId) => reloadPlan(deps, rawId),
  });
}

async function reloadPlan(deps: InspectionDeps, rawId: string): Promise<InspectionPlan | undefined> {
  const id = parseId('ipl', rawId);
  return id && deps.inspections.plan(id);
}

const changePlan = (deps: InspectionDeps, input: PlanInput, step: Step<PlanAction, InspectionPlan, null>) =>
  changeRoot(
    deps,
    input,
    {
      machine: planMachine,
      get: () => reloadPlan(deps, input.planId),
      sees: seesPlan,
      replace: (after) => [deps.inspections.savePlan(after)],
      pk: (plan) => planPk(plan.id),
      reload: (rawId) => reloadPlan(deps, rawId),
    },
    step,
  );

/** Rewrites a draft. Codes: those of a step and of a draft. */
export const updateInspectionPlan = (deps: InspectionDeps, input: PlanInput & Terms) =>
  changePlan(deps, input, {
    action: 'update',
    load: nothing,
    decide: ({ root, viewer }) => {
      const terms = checkTerms(input, root.hostUnitId, viewer);
      return terms.ok ? accept({ patch: terms.value, event: 'InspectionPlanUpdated' }) : terms;
    },
  });

/** The leader signs the plan. Codes: those of a step, REQUIRED without any visit. */
export const approveInspectionPlan = (deps: InspectionDeps, input: PlanInput) =>
  changePlan(deps, input, {
    action: 'approve',
    load: nothing,
    decide: ({ root }) =>
      root.visits.length === 0
        ? refuse(refusal('REQUIRED', 'visits'))
        : accept({ patch: {}, event: 'InspectionPlanApproved' }),
  });

/** Makes an approved plan public, on a ground that allows it. Codes: those of a step, DUPLICATE, REQUIRED. */
export const publishInspectionPlan = (deps: InspectionDeps, input: PlanInput & { readonly basis: string }) =>
  changePlan(deps, input, {
    action: 'publish',
    load: nothing,
    decide: ({ root, actor }) => {
      const basis = requireText('basis', input.basis, 1_000);
      if (root.publication) return refuse(refusal('DUPLICATE', 'planId'));
      if (!basis.ok) return basis;
      const publication = { at: instant(deps.clock), by: actor.userId, basis: basis.value };
      return accept({ patch: { publication }, event: 'InspectionPlanPublished', facts: { ...publication } });
    },
  });

/** Gives a plan up. Codes: those of a step, REQUIRED. */
export const cancelInspectionPlan = (deps: InspectionDeps, input: PlanInput & { readonly reason: string }) =>
  changePlan(deps, input, {
    action: 'cancel',
    load: nothing,
    decide: () => {
      const reason = requireText('reason', input.reason, 2_000);
      return reason.ok
        ? accept({ patch: {}, event: 'InspectionPlanCancelled', facts: { reason: reason.value } })
        : reason;
    },
  });

function checkTerms(
  input: Terms,
  hostUnitId: InspectionPlan['hostUnitId'],
  { registry, on }: Viewer,
): Result<Pick<InspectionPlan, 'title' | 'documentNumber' | 'visits'>> {
  const title = requireLine('title', input.title, 300);
  const number = checkText('documentNumber', input.documentNumber ?? '', 100);
  const visits = input.visits.slice(0, maxPlanned).map((one, i): Result<PlannedVisit> => {
    const unitId = parseId('unt', one.unitId);
    const topic = requireLine(`visits.${i}.topic`, one.topic, 500);
    const inYear = Number.isInteger(one.month) && one.month >= 1 && one.month <= 12;
    const below = unitId && unitId !== hostUnitId && registry.covers(hostUnitId, unitId, on);
    const refusals: readonly Refusal[] = [
      ...(below ? [] : [refusal('NOT_FOUND', `visits.${i}.unitId`)]),
      ...refusalsOf(topic),
      ...(inYear ? [] : [refusal('INVALID_VALUE', `visits.${i}.month`, { expected: '1–12' })]),
    ];
    return below && topic.ok && refusals.length === 0
      ? accept({ unitId, topic: topic.value, month: one.month })
      : refuse(...refusals);
  });
  const tooMany =
    input.visits.length > maxPlanned ? [refusal('TOO_MANY', 'visits', { limit: maxPlanned })] : [];
  const refusals = [...refusalsOf(title, number, ...visits), ...tooMany];
  if (!title.ok || !number.ok || refusals.length > 0) return refuse(...refusals);
  return accept({
    title: title.value,
    documentNumber: number.value === '' ? null : number.value,
    visits: visits.flatMap((one) => (one.ok ? [one.value] : [])),
  });
}
