import type { LocalDate } from '../../kernel/dates.ts';
import type { Id } from '../../kernel/ids.ts';
import { fold } from '../../kernel/text.ts';
import { predecessorsOf } from '../../units/predecessors.ts';
import type { UnitRegistry } from '../../units/registry.ts';
import { existsOn, type Unit } from '../../units/unit.ts';
import type { RecordImport } from './import.ts';

type Head = Pick<RecordImport, 'unitId' | 'reach'>;

/** Whether an import may make records of the subjects of a unit: its own and those it carries on, or all below too. */
export const reaches = ({ unitId, reach }: Head, registry: UnitRegistry, of: Id<'unt'>, on: LocalDate) =>
  reach === 'BELOW'
    ? registry.covers(unitId, of, on)
    : of === unitId || registry.heirsOn(of, on).includes(unitId);

/** The units in which the people of a row are looked for, by what the row says of the unit. */
export type Places = {
  readonly all: ReadonlySet<Id<'unt'>>;
  /** Units of this code or name, with those that they carry on and that carry them on. */
  named(text: string): ReadonlySet<Id<'unt'>>;
};

export function placesOf(head: Head, registry: UnitRegistry, on: LocalDate): Places {
  const units = [...registry.units.values()].filter((unit) => reaches(head, registry, unit.id, on));
  const all = new Set(units.map((unit) => unit.id));
  const byWord = new Map<string, Unit[]>();
  for (const unit of units)
    for (const word of wordsOf(unit)) byWord.set(word, [...(byWord.get(word) ?? []), unit]);
  return {
    all,
    named: (text) => {
      const found = byWord.get(fold(text)) ?? [];
      // A code is used again by another unit after a merger: the living one is meant.
      const living = found.filter((unit) => existsOn(unit, on));
      const meant = living.length > 0 ? living : found;
      return new Set(meant.flatMap((unit) => family(unit, registry, on)).filter((id) => all.has(id)));
    },
  };
}

const wordsOf = (unit: Unit): ReadonlySet<string> =>
  new Set([
    ...unit.names.map((one) => fold(one.value)),
    ...unit.codes.flatMap((one) => (one.value === null ? [] : [fold(one.value)])),
  ]);

/** People stay where they were entered until they are moved, whatever became of the unit. */
function family(unit: Unit, registry: UnitRegistry, on: LocalDate): readonly Id<'unt'>[] {
  return [...new Set([unit.id, ...registry.heirsOn(unit.id, on), ...predecessorsOf(registry, unit.id)])];
}
