import type { LocalDate } from '../kernel/dates.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { nameAround, stateOn } from '../units/unit.ts';
import type { Findable } from './findable.ts';

const known = new WeakMap<UnitRegistry, { readonly on: LocalDate; readonly units: readonly Findable[] }>();

/** Every unit that has begun, under its name of a day: they are in memory, so a new name is found at once. */
export function unitsFound(registry: UnitRegistry, on: LocalDate): readonly Findable[] {
  const kept = known.get(registry);
  if (kept?.on === on) return kept.units;
  const units = [...registry.units.values()]
    .filter((unit) => unit.life.from <= on)
    .map((unit): Findable => ({
      kind: 'UNIT',
      id: unit.id,
      title: nameAround(unit, on),
      number: stateOn(unit, on)?.code ?? null,
      detail: null,
      on: null,
      unitId: unit.id,
      anchors: null,
    }));
  known.set(registry, { on, units });
  return units;
}
