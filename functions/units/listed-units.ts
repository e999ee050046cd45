import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { FieldOf } from './check-act.ts';
import type { UnitRegistry } from './registry.ts';
import type { SnapshotRow } from './unit-csv.ts';
import { stateOn, type Unit, type UnitKind, type UnitState } from './unit.ts';

/** How published lists name the kinds of administrative units. */
export const listedKinds: Readonly<Record<SnapshotRow['kind'], UnitKind>> = {
  province: 'PROVINCE',
  city: 'CITY',
  district: 'DISTRICT',
  commune: 'COMMUNE',
  ward: 'WARD',
  township: 'TOWNSHIP',
};

export type Live = { readonly unit: Unit; readonly state: UnitState };

/** Units with an official code that live on a day, by code. */
export function liveByCode(registry: UnitRegistry, on: LocalDate): ReadonlyMap<string, Live> {
  const live = new Map<string, Live>();
  for (const unit of registry.units.values()) {
    const state = stateOn(unit, on);
    if (state?.code != null) live.set(state.code, { unit, state });
  }
  return live;
}

/** Where a file says the code of a unit: its line, and the column that holds it. */
export const codeAt =
  (lineOf: ReadonlyMap<Id<'unt'>, number>, column: string): FieldOf =>
  (unitId, field) => {
    const line = lineOf.get(unitId);
    return line !== undefined && field === 'code' ? ['csv', String(line), column] : undefined;
  };
