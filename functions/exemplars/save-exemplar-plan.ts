import { forbidden, unitsWithRole } from '../kernel/actor.ts';
import { instant, today } from '../kernel/clock.ts';
import { checkText, refusalsOf, requireText } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { ChangeInput } from '../units/change-root.ts';
import { actsFor } from '../units/standing.ts';
import type { ExemplarDeps } from './deps.ts';
import { exemplarPermissions, seesUnit } from './exemplar.policy.ts';
import { unitPartPk } from './exemplar-year.store.ts';
import type { ExemplarPlan, ExemplarUnit } from './exemplar-year.ts';

export type SaveExemplarPlanInput = ChangeInput & {
  readonly yearId: string;
  readonly unitId: string;
  readonly goals: string;
  readonly intended: number;
  readonly measures: string;
};

const maxText = 10_000;

/** Saves a unit's plan for the year. Codes: NOT_FOUND, NOT_YOURS, STALE_VERSION, REQUIRED, TOO_LONG, INVALID_VALUE. */
export function saveExemplarPlan(
  deps: ExemplarDeps,
  input: SaveExemplarPlanInput,
): Promise<Result<ExemplarUnit>> {
  const [yearId, unitId] = [parseId('exy', input.yearId), parseId('unt', input.unitId)];
  return mutate(deps, {
    operation: 'exemplar.plan',
    input,
    load: () =>
      Promise.all([deps.units.registry(), yearId && unitId && deps.exemplarYears.unit(yearId, unitId)]),
    decide: ([registry, unit], actor) => {
      const roles = exemplarPermissions['exemplar.plan'];
      if (unitsWithRole(actor, roles).length === 0) throw forbidden();
      const on = today(deps.clock);
      if (!unit || !seesUnit({ actor, registry, on }, unit)) return refuse(refusal('NOT_FOUND', 'unitId'));
      const plan = checkPlan(input, instant(deps.clock), actor.userId);
      const refusals = [
        ...(unit.version === input.expectedVersion
          ? []
          : [refusal('STALE_VERSION', 'expectedVersion', { currentVersion: unit.version })]),
        ...(actsFor(actor, roles, registry, unit.unitId, on) ? [] : [refusal('NOT_YOURS', 'unitId')]),
        ...refusalsOf(plan),
      ];
      if (!plan.ok || refusals.length > 0) return refuse(...refusals);
      const after: ExemplarUnit = { ...unit, plan: plan.value, version: unit.version + 1 };
      return accept({
        result: after,
        resultId: `${unit.yearId}#${unit.unitId}`,
        writes: [deps.exemplarYears.replaceUnit(after)],
        event: {
          pk: unitPartPk(unit.yearId, unit.unitId),
          aggregateId: `${unit.yearId}#${unit.unitId}`,
          seq: after.version,
          name: 'ExemplarPlanSaved',
          facts: { first: unit.plan === null, intended: plan.value.intended },
        },
      });
    },
    reload: async () => yearId && unitId && deps.exemplarYears.unit(yearId, unitId),
  });
}

function checkPlan(
  input: SaveExemplarPlanInput,
  savedAt: string,
  savedBy: ExemplarPlan['savedBy'],
): Result<ExemplarPlan> {
  const goals = requireText('goals', input.goals, maxText);
  const measures = checkText('measures', input.measures, maxText);
  const sound = Number.isInteger(input.intended) && input.intended >= 1 && input.intended <= 1000;
  if (!goals.ok || !measures.ok || !sound)
    return refuse(
      ...refusalsOf(goals, measures),
      ...(sound ? [] : [refusal('INVALID_VALUE', 'intended', { expected: '1–1000' })]),
    );
  return accept({
    goals: goals.value,
    intended: input.intended,
    measures: measures.value,
    savedAt,
    savedBy,
  });
}
