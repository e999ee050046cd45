import { unitsWithRole, type Actor, type Role } from '../kernel/actor.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { UnitRegistry } from './registry.ts';

/** Acts in the unit's own name: holds one of the roles at it, or at an heir once it has been dissolved. */
export const actsFor = (
  actor: Actor,
  allowed: readonly Role[],
  registry: UnitRegistry,
  unitId: Id<'unt'>,
  on: LocalDate,
): boolean => {
  const held = unitsWithRole(actor, allowed);
  return held.includes(unitId) || registry.heirsOn(unitId, on).some((heir) => held.includes(heir));
};

/** Looks after the unit: holds one of the roles at it, at an heir, or above one of these in the tree. */
export const oversees = (
  actor: Actor,
  allowed: readonly Role[],
  registry: UnitRegistry,
  unitId: Id<'unt'>,
  on: LocalDate,
): boolean => unitsWithRole(actor, allowed).some((holder) => registry.covers(holder, unitId, on));
