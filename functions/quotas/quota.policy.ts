import type { Actor, PermissionTable } from '../kernel/actor.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { actsFor, oversees } from '../units/standing.ts';

/** Who is above a unit says how much it may propose; those who work there, and those above, may know. */
export const quotaPermissions = {
  'quota.set': ['APPRAISER', 'LEADER'],
  'quota.view': ['OFFICER', 'APPRAISER', 'LEADER', 'AUDITOR'],
} as const satisfies PermissionTable;

export type Viewer = { readonly actor: Actor; readonly registry: UnitRegistry; readonly on: LocalDate };

export function maySetQuota({ actor, registry, on }: Viewer, unitId: Id<'unt'>): boolean {
  const state = registry.stateOn(unitId, on);
  return !!state && oversees(actor, quotaPermissions['quota.set'], registry, state.parentId ?? unitId, on);
}

export const maySeeQuota = ({ actor, registry, on }: Viewer, unitId: Id<'unt'>): boolean =>
  actsFor(actor, quotaPermissions['quota.view'], registry, unitId, on) ||
  oversees(actor, ['APPRAISER', 'LEADER', 'AUDITOR'], registry, unitId, on);
