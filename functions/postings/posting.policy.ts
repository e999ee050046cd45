import { forbidden, unitsWithRole, type Actor, type PermissionTable, type User } from '../kernel/actor.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { actsFor } from '../units/standing.ts';

export const postingPermissions = {
  'posting.open': ['APPRAISER', 'LEADER'],
  'posting.close': ['APPRAISER', 'LEADER'],
  'opinion.view': ['APPRAISER', 'LEADER', 'AUDITOR'],
  'opinion.handle': ['APPRAISER', 'LEADER'],
  'opinion.resolve': ['LEADER'],
  'opinion.revealContact': ['APPRAISER', 'LEADER'],
} as const satisfies PermissionTable;

export type PostingAction = keyof typeof postingPermissions;

/** Throws FORBIDDEN for someone who holds none of the action's roles anywhere. */
export function requirePostingRole(actor: User, action: PostingAction): void {
  if (unitsWithRole(actor, postingPermissions[action]).length === 0) throw forbidden();
}

/** Holds a role for the action at the unit that published, or at the one that carries it on. */
export const mayPosting = (
  actor: Actor,
  action: PostingAction,
  registry: UnitRegistry,
  unitId: Id<'unt'>,
  on: LocalDate,
): boolean => actsFor(actor, postingPermissions[action], registry, unitId, on);
