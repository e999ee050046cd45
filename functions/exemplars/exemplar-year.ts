import { createHash } from 'node:crypto';
import type { LocalDate } from '../kernel/dates.ts';
import { derivedId, type Id } from '../kernel/ids.ts';
import type { ExemplarLimits } from '../law/exemplar-limits.ts';
import type { UnitRegistry } from '../units/registry.ts';
import type { UnitKind } from '../units/unit.ts';

export const yearStatuses = ['ENROLLING', 'OPEN'] as const;
export type YearStatus = (typeof yearStatuses)[number];

/** The year of one host, in which the units below are to discover, nurture and introduce exemplars. */
export type ExemplarYear = {
  readonly id: Id<'exy'>;
  readonly hostUnitId: Id<'unt'>;
  readonly year: number;
  readonly limits: ExemplarLimits;
  /** Kinds of units below the host that the year is for. */
  readonly kinds: readonly UnitKind[];
  /** The day whose tree of units is meant. */
  readonly openedOn: LocalDate;
  /** Units are enrolled in the order of their ids; the last one that was. */
  readonly enrolledThrough: Id<'unt'> | null;
  readonly enrolled: number;
  readonly pending: number;
  readonly status: YearStatus;
  readonly version: number;
};

export type ExemplarPlan = {
  readonly goals: string;
  /** How many the unit means to introduce. */
  readonly intended: number;
  readonly measures: string;
  readonly savedAt: string;
  readonly savedBy: Id<'usr'>;
};

/** A unit's part in a year: its plan, and how many exemplars it has introduced. */
export type ExemplarUnit = {
  readonly yearId: Id<'exy'>;
  readonly hostUnitId: Id<'unt'>;
  readonly year: number;
  readonly unitId: Id<'unt'>;
  /** The unit's name when it was enrolled; lists are in its order. */
  readonly name: string;
  readonly limits: ExemplarLimits;
  readonly plan: ExemplarPlan | null;
  readonly introduced: number;
  readonly version: number;
};

export const bands = ['NONE', 'BELOW', 'WITHIN', 'ABOVE'] as const;
/** Where a unit stands towards the limits of its year. */
export type Band = (typeof bands)[number];

/** Which units of a year: those of one band, all of them, or those that have saved no plan. */
export const coverages = ['ALL', ...bands, 'WITHOUT_PLAN'] as const;
export type Coverage = (typeof coverages)[number];

export function bandOf(introduced: number, { atLeast, atMost }: ExemplarLimits): Band {
  if (introduced === 0) return 'NONE';
  if (introduced < atLeast) return 'BELOW';
  return introduced <= atMost ? 'WITHIN' : 'ABOVE';
}

/** One host has one year of a number, whoever opens it first. */
export const exemplarYearId = (hostUnitId: Id<'unt'>, year: number): Id<'exy'> =>
  derivedId('exy', createHash('sha256').update(`${hostUnitId}\n${year}`).digest());

/** What one step enrols: a transaction holds 98 writes, the year among them. */
export const enrolledAStep = 90;

type Rule = Pick<ExemplarYear, 'hostUnitId' | 'kinds' | 'openedOn' | 'enrolledThrough'>;

/** The units still to be enrolled, in the order of their ids. */
export function unitsToEnrol(rule: Rule, registry: UnitRegistry): readonly Id<'unt'>[] {
  const { hostUnitId, kinds, openedOn, enrolledThrough } = rule;
  return [...registry.units.keys()]
    .filter((id) => enrolledThrough === null || id > enrolledThrough)
    .filter((id) => {
      const kind = registry.stateOn(id, openedOn)?.kind;
      return (
        kind !== undefined &&
        kinds.includes(kind) &&
        id !== hostUnitId &&
        registry.pathOn(id, openedOn).includes(hostUnitId)
      );
    })
    .sort();
}

export const enrolledUnit = (
  year: ExemplarYear,
  unitId: Id<'unt'>,
  registry: UnitRegistry,
  on: LocalDate,
): ExemplarUnit => ({
  yearId: year.id,
  hostUnitId: year.hostUnitId,
  year: year.year,
  unitId,
  name: registry.stateOn(unitId, on)?.name ?? unitId,
  limits: year.limits,
  plan: null,
  introduced: 0,
  version: 1,
});

/** The next units by the rule, and the year with its mark moved past them. */
export function enrolStep(
  year: ExemplarYear,
  registry: UnitRegistry,
): { readonly year: ExemplarYear; readonly units: readonly ExemplarUnit[] } {
  const left = unitsToEnrol(year, registry);
  const ids = left.slice(0, enrolledAStep);
  const pending = left.length - ids.length;
  return {
    year: {
      ...year,
      enrolledThrough: ids.at(-1) ?? year.enrolledThrough,
      enrolled: year.enrolled + ids.length,
      pending,
      status: pending === 0 ? 'OPEN' : 'ENROLLING',
    },
    units: ids.map((id) => enrolledUnit(year, id, registry, year.openedOn)),
  };
}
