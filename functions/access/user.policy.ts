import { forbidden, unitsWithRole, type User, type PermissionTable } from '../kernel/actor.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { UnitRegistry } from '../units/registry.ts';

export const accessPermissions = {
  'user.register': ['ADMIN'],
  'user.setGrants': ['ADMIN'],
  'user.list': ['ADMIN'],
} as const satisfies PermissionTable;

/** An administrator of a unit manages users of it and of the units below it; the root administrator, everywhere. */
export const administers = (actor: User, registry: UnitRegistry, unitId: Id<'unt'>, on: LocalDate): boolean =>
  actor.root || unitsWithRole(actor, ['ADMIN']).some((holder) => registry.covers(holder, unitId, on));

/** What a person may do everywhere is for whoever administers all of it. */
export const administersAll = (
  actor: User,
  registry: UnitRegistry,
  { grants }: { readonly grants: readonly { readonly unitId: Id<'unt'> }[] },
  on: LocalDate,
): boolean => grants.every(({ unitId }) => administers(actor, registry, unitId, on));

/** Throws FORBIDDEN for someone who is no administrator anywhere. */
export function requireAdmin(actor: User): void {
  if (!actor.root && unitsWithRole(actor, ['ADMIN']).length === 0) throw forbidden();
}
