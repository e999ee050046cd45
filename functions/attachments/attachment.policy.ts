import { forbidden, unitsWithRole, type Actor, type PermissionTable, type Role } from '../kernel/actor.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { actsFor, oversees } from '../units/standing.ts';

export const attachmentPermissions = {
  'attachment.upload': ['OFFICER', 'APPRAISER', 'LEADER'],
} as const satisfies PermissionTable;

const staff: readonly Role[] = ['OFFICER', 'APPRAISER', 'LEADER', 'AUDITOR'];

/** Throws FORBIDDEN for someone who may upload at no unit at all. */
export function requireUploader(actor: Actor): void {
  if (unitsWithRole(actor, attachmentPermissions['attachment.upload']).length === 0) throw forbidden();
}

export const mayUpload = (actor: Actor, registry: UnitRegistry, unitId: Id<'unt'>, on: LocalDate): boolean =>
  actsFor(actor, attachmentPermissions['attachment.upload'], registry, unitId, on);

/** The people of the unit that sent it. Anyone else sees a file only through what it is attached to. */
export const seesByUnit = (actor: Actor, registry: UnitRegistry, unitId: Id<'unt'>, on: LocalDate): boolean =>
  actsFor(actor, staff, registry, unitId, on) || oversees(actor, ['AUDITOR'], registry, unitId, on);
