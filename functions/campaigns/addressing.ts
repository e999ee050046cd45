import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { existsOn } from '../units/unit.ts';
import type { AddressingRule, LaunchLevel } from './campaign.ts';

/** How far the list of addressed units is written. A draft may need several steps; a launch needs all of it. */
export type Addressing = {
  /** Units that have an item of their own. */
  readonly written: readonly Id<'unt'>[];
  /** Units whose item is from an earlier rule. */
  readonly outdated: readonly Id<'unt'>[];
};

export const notAddressed: Addressing = { written: [], outdated: [] };

/** The units that the rule means on a day, in the order of their ids. */
export function unitsMeant(
  rule: AddressingRule,
  registry: UnitRegistry,
  on: LocalDate,
): readonly Id<'unt'>[] {
  const meant = new Set(
    rule.unitIds.filter((id) => {
      const unit = registry.get(id);
      return unit !== undefined && existsOn(unit, on);
    }),
  );
  const { underUnitId } = rule;
  if (underUnitId !== null && rule.kinds.length > 0)
    for (const id of registry.units.keys()) {
      const kind = registry.stateOn(id, on)?.kind;
      if (
        kind &&
        rule.kinds.includes(kind) &&
        id !== underUnitId &&
        registry.pathOn(id, on).includes(underUnitId)
      )
        meant.add(id);
    }
  return [...meant].sort();
}

export type AddressingStep = {
  readonly add: readonly Id<'unt'>[];
  readonly drop: readonly Id<'unt'>[];
  readonly after: Addressing;
  /** What is left to do after this step. */
  readonly pending: number;
};

/** The next step towards the meant units, of at most `limit` writes. */
export function nextStep(now: Addressing, meant: readonly Id<'unt'>[], limit: number): AddressingStep {
  const [written, wanted] = [new Set(now.written), new Set(meant)];
  const missing = meant.filter((id) => !written.has(id));
  const surplus = [...now.outdated, ...now.written].filter((id) => !wanted.has(id));
  const add = missing.slice(0, limit);
  const drop = surplus.slice(0, limit - add.length);
  const [added, dropped] = [new Set(add), new Set(drop)];
  return {
    add,
    drop,
    after: {
      written: [...now.written.filter((id) => !dropped.has(id)), ...add],
      outdated: now.outdated.filter((id) => !dropped.has(id) && !added.has(id)),
    },
    pending: missing.length + surplus.length - add.length - drop.length,
  };
}

/** After a change of the rule or of the dates that the items carry, every item has to be written again. */
export const restarted = (now: Addressing): Addressing => ({
  written: [],
  outdated: [...new Set([...now.outdated, ...now.written])],
});

/** A sector leads its field throughout the province; everybody else addresses the units below. */
export function mayAddress(
  registry: UnitRegistry,
  host: Id<'unt'>,
  level: LaunchLevel,
  unitId: Id<'unt'>,
  on: LocalDate,
): boolean {
  const top = level === 'SECTOR' ? (registry.pathOn(host, on)[0] ?? host) : host;
  return registry.get(unitId) !== undefined && registry.covers(top, unitId, on);
}

/** The nearest addressed unit above, which approves and consolidates; undefined when the launching unit does. */
export function receiverOf(
  addressed: readonly Id<'unt'>[],
  registry: UnitRegistry,
  unitId: Id<'unt'>,
  on: LocalDate,
): Id<'unt'> | undefined {
  const above = registry.pathOn(unitId, on).slice(0, -1);
  return above.findLast((id) => addressed.includes(id));
}
