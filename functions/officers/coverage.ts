import type { LocalDate } from '../kernel/dates.ts';
import { groupBy } from '../kernel/group.ts';
import type { Id } from '../kernel/ids.ts';
import { inOrder } from '../units/browse.ts';
import type { UnitRegistry } from '../units/registry.ts';
import type { Unit, UnitKind } from '../units/unit.ts';
import type { ServingOfficer } from './officer.ts';

/** How a unit is staffed on a day, and how far its officers are trained. */
export type UnitStaffing = {
  readonly unit: Unit;
  readonly kind: UnitKind;
  readonly officers: number;
  readonly trained: number;
  readonly lastTrainedOn: LocalDate | null;
};

export const coverageLists = ['ALL', 'WITHOUT_OFFICER', 'WITHOUT_TRAINED'] as const;
export type CoverageList = (typeof coverageLists)[number];

/** The level at which most of the work is done, and which the plan names first. */
export const grassroots: readonly UnitKind[] = ['COMMUNE', 'WARD', 'TOWNSHIP'];

export type Question = {
  readonly underUnitId: Id<'unt'>;
  /** Empty for every kind. */
  readonly unitKinds: readonly UnitKind[];
  /** Only a training that ended on this day or later counts; null counts any. */
  readonly trainedSince: LocalDate | null;
};

/** Every unit below one, or that one, which lives on a day: communes first, then in the order of the register. */
export function staffing(
  registry: UnitRegistry,
  on: LocalDate,
  serving: readonly ServingOfficer[],
  { underUnitId, unitKinds, trainedSince }: Question,
): readonly UnitStaffing[] {
  const byUnit = groupBy(serving, (one) => one.unitId);
  const inside = [...registry.units.values()].filter((unit) =>
    registry.pathOn(unit.id, on).includes(underUnitId),
  );
  const rows = inOrder(inside, on).flatMap((unit): readonly UnitStaffing[] => {
    const kind = registry.stateOn(unit.id, on)?.kind;
    if (!kind || (unitKinds.length > 0 && !unitKinds.includes(kind))) return [];
    const own = byUnit.get(unit.id) ?? [];
    const days = own.flatMap(({ trainedOn }) => trainedOn ?? []).sort();
    const trained = days.filter((day) => trainedSince === null || day >= trainedSince);
    return [
      { unit, kind, officers: own.length, trained: trained.length, lastTrainedOn: days.at(-1) ?? null },
    ];
  });
  const first = ({ kind }: UnitStaffing) => grassroots.includes(kind);
  return [...rows.filter(first), ...rows.filter((row) => !first(row))];
}

export const isListed = (list: CoverageList, { officers, trained }: UnitStaffing): boolean =>
  list === 'ALL' || (list === 'WITHOUT_OFFICER' ? officers === 0 : trained === 0);

export type StaffingCount = {
  readonly kind: UnitKind;
  readonly units: number;
  readonly withOfficer: number;
  readonly withTrained: number;
  readonly officers: number;
  readonly trained: number;
};

/** The same by kind of unit, in the order in which kinds come up: those of communes first. */
export const countStaffing = (rows: readonly UnitStaffing[]): readonly StaffingCount[] =>
  [...groupBy(rows, (row) => row.kind)].map(([kind, units]) => ({
    kind,
    units: units.length,
    withOfficer: units.filter((row) => row.officers > 0).length,
    withTrained: units.filter((row) => row.trained > 0).length,
    officers: units.reduce((sum, row) => sum + row.officers, 0),
    trained: units.reduce((sum, row) => sum + row.trained, 0),
  }));
