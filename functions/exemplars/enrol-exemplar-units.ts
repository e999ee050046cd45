import { parseId } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { changeRoot, type ChangeInput, type Ground } from '../units/change-root.ts';
import type { ExemplarDeps } from './deps.ts';
import { seesCoverage, yearMachine } from './exemplar.policy.ts';
import { yearPk } from './exemplar-year.store.ts';
import {
  enrolledAStep,
  enrolledUnit,
  enrolStep,
  type ExemplarUnit,
  type ExemplarYear,
} from './exemplar-year.ts';
import { reloadYear } from './open-exemplar-year.ts';

export type EnrolExemplarUnitsInput = ChangeInput & {
  readonly yearId: string;
  /** Units that the rule doesn't mean, such as one made by a merger; empty to go on with the rule. */
  readonly unitIds: readonly string[];
};

/**
 * Goes on with enrolling, or adds units by name once the rule is done. Codes: those of a step, TOO_MANY, NOT_FOUND,
 * DUPLICATE, WRONG_STATE.
 */
export function enrolExemplarUnits(
  deps: ExemplarDeps,
  input: EnrolExemplarUnitsInput,
): Promise<Result<ExemplarYear>> {
  const id = parseId('exy', input.yearId);
  const named = input.unitIds.slice(0, enrolledAStep).map((raw) => parseId('unt', raw));
  return changeRoot(
    deps,
    input,
    {
      machine: yearMachine,
      get: async () => id && deps.exemplarYears.get(id),
      sees: (year, viewer) => seesCoverage(viewer, year.hostUnitId),
      replace: (after) => [deps.exemplarYears.replace(after)],
      pk: (year) => yearPk(year.id),
      reload: (rawId) => reloadYear(deps, rawId),
    },
    {
      action: 'enrol',
      load: () =>
        Promise.all(named.map(async (unitId) => id && unitId && deps.exemplarYears.unit(id, unitId))),
      decide: (ground) => {
        if (input.unitIds.length > 0) return byName(deps, input, ground, named);
        const { year, units } = enrolStep(ground.root, ground.viewer.registry);
        return accept({
          patch: year,
          writes: units.map((unit) => deps.exemplarYears.enrol(unit)),
          event: 'ExemplarUnitsEnrolled',
          facts: { enrolled: units.map((unit) => unit.unitId) },
        });
      },
    },
  );
}

function byName(
  deps: ExemplarDeps,
  input: EnrolExemplarUnitsInput,
  { root, viewer, extra }: Ground<ExemplarYear, readonly (ExemplarUnit | undefined)[]>,
  named: readonly ReturnType<typeof parseId<'unt'>>[],
) {
  const { registry, on } = viewer;
  if (root.status !== 'OPEN')
    return refuse(refusal('WRONG_STATE', 'yearId', { status: root.status, allowed: 'enrol' }));
  if (input.unitIds.length > enrolledAStep)
    return refuse(refusal('TOO_MANY', 'unitIds', { limit: enrolledAStep }));
  const refusals: Refusal[] = named.flatMap((unitId, i) => {
    if (!unitId || !registry.stateOn(unitId, on) || !registry.covers(root.hostUnitId, unitId, on))
      return [refusal('NOT_FOUND', `unitIds.${i}`)];
    return extra[i] || named.indexOf(unitId) < i ? [refusal('DUPLICATE', `unitIds.${i}`)] : [];
  });
  if (refusals.length > 0) return refuse(...refusals);
  const units = named.flatMap((unitId) => (unitId ? [enrolledUnit(root, unitId, registry, on)] : []));
  return accept({
    patch: { enrolled: root.enrolled + units.length },
    writes: units.map((unit) => deps.exemplarYears.enrol(unit)),
    event: 'ExemplarUnitsEnrolled',
    facts: { enrolled: units.map((unit) => unit.unitId) },
  });
}
