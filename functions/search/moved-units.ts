import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { holdersOf } from './parts.ts';

/** Units whose records others may find after a reorganisation than before it. */
export function movedUnits(before: UnitRegistry, after: UnitRegistry, on: LocalDate): readonly Id<'unt'>[] {
  const holders = (registry: UnitRegistry, unitId: Id<'unt'>) =>
    (['AT', 'OVER'] as const).map((reach) => holdersOf({ unitId, reach }, registry, on).toSorted().join(' '));
  return [...before.units.keys()].filter(
    (unitId) => holders(before, unitId).join('|') !== holders(after, unitId).join('|'),
  );
}
