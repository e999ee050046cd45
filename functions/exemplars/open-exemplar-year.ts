import { forbidden, unitsWithRole } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { refusalsOf, requireLine } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { exemplarLimitsIn, type ExemplarLimits } from '../law/exemplar-limits.ts';
import { actsFor } from '../units/standing.ts';
import { unitKinds, type UnitKind } from '../units/unit.ts';
import type { ExemplarDeps } from './deps.ts';
import { exemplarPermissions } from './exemplar.policy.ts';
import { yearPk } from './exemplar-year.store.ts';
import { enrolStep, exemplarYearId, type ExemplarYear } from './exemplar-year.ts';

export type OpenExemplarYearInput = {
  readonly hostUnitId: string;
  readonly year: number;
  readonly kinds: readonly UnitKind[];
  readonly limits?:
    { readonly atLeast: number; readonly atMost: number; readonly citation: string } | null | undefined;
  readonly idempotencyKey: string;
};

/**
 * Opens the exemplar year of a host and enrols the first units below it. Limits are the plan's that governs the year,
 * unless the host names its own with a citation. Codes: NOT_FOUND, REQUIRED, INVALID_VALUE, TOO_LONG, DUPLICATE.
 */
export function openExemplarYear(
  deps: ExemplarDeps,
  input: OpenExemplarYearInput,
): Promise<Result<ExemplarYear>> {
  const hostUnitId = parseId('unt', input.hostUnitId);
  return mutate(deps, {
    operation: 'exemplarYear.open',
    input,
    load: () =>
      Promise.all([
        deps.units.registry(),
        hostUnitId && deps.exemplarYears.get(exemplarYearId(hostUnitId, input.year)),
      ]),
    decide: ([registry, existing], actor) => {
      const roles = exemplarPermissions['exemplarYear.open'];
      if (unitsWithRole(actor, roles).length === 0) throw forbidden();
      const on = today(deps.clock);
      const mine = hostUnitId && actsFor(actor, roles, registry, hostUnitId, on);
      if (!mine) return refuse(refusal('NOT_FOUND', 'hostUnitId'));
      const limits = limitsOf(input);
      const refusals = [...(existing ? [refusal('DUPLICATE', 'year')] : []), ...checkRule(input)];
      if (!limits.ok || refusals.length > 0) return refuse(...refusals, ...refusalsOf(limits));
      const blank: ExemplarYear = {
        id: exemplarYearId(hostUnitId, input.year),
        hostUnitId,
        year: input.year,
        limits: limits.value,
        kinds: unitKinds.filter((kind) => input.kinds.includes(kind)),
        openedOn: on,
        enrolledThrough: null,
        enrolled: 0,
        pending: 0,
        status: 'ENROLLING',
        version: 1,
      };
      const { year, units } = enrolStep(blank, registry);
      return accept({
        result: year,
        resultId: year.id,
        writes: [deps.exemplarYears.create(year), ...units.map((unit) => deps.exemplarYears.enrol(unit))],
        event: {
          pk: yearPk(year.id),
          aggregateId: year.id,
          seq: 1,
          name: 'ExemplarYearOpened',
          facts: { hostUnitId, year: year.year, enrolled: units.map((unit) => unit.unitId) },
        },
      });
    },
    reload: (rawId) => reloadYear(deps, rawId),
  });
}

export async function reloadYear(deps: ExemplarDeps, rawId: string): Promise<ExemplarYear | undefined> {
  const id = parseId('exy', rawId);
  return id && deps.exemplarYears.get(id);
}

const checkRule = ({ year, kinds }: OpenExemplarYearInput): readonly Refusal[] => [
  ...(Number.isInteger(year) && year >= 2017 && year <= 2100
    ? []
    : [refusal('INVALID_VALUE', 'year', { expected: '2017–2100' })]),
  ...(kinds.length === 0 ? [refusal('REQUIRED', 'kinds')] : []),
];

function limitsOf({ limits, year }: OpenExemplarYearInput): Result<ExemplarLimits> {
  if (limits == null) {
    const governing = Number.isInteger(year) ? exemplarLimitsIn(year) : undefined;
    return governing ? accept(governing) : refuse(refusal('REQUIRED', 'limits'));
  }
  const { atLeast, atMost } = limits;
  const citation = requireLine('limits.citation', limits.citation, 500);
  const inOrder = atLeast >= 1 && atLeast <= atMost && atMost <= 1000;
  const expected = '1 ≤ tối thiểu ≤ tối đa ≤ 1000';
  if (!citation.ok || !inOrder)
    return refuse(
      ...(inOrder ? [] : [refusal('INVALID_VALUE', 'limits.atMost', { expected })]),
      ...(citation.ok ? [] : citation.refusals),
    );
  return accept({ atLeast, atMost, citation: citation.value, status: 'unverified' });
}
