import { forbidden, unitsWithRole, type Actor, type PermissionTable } from '../kernel/actor.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { actsFor, oversees } from '../units/standing.ts';

/** An administrator manages users and units, and has no need of personal data. */
export const subjectPermissions = {
  'subject.register': ['OFFICER', 'APPRAISER'],
  'subject.correct': ['OFFICER', 'APPRAISER'],
  'subject.move': ['OFFICER', 'APPRAISER'],
  'subject.revealIdNumber': ['OFFICER', 'APPRAISER'],
  'subject.view': ['OFFICER', 'APPRAISER', 'LEADER', 'AUDITOR'],
} as const satisfies PermissionTable;

export type SubjectAction = keyof typeof subjectPermissions;

/** Throws FORBIDDEN for someone who holds none of the action's roles anywhere. */
export function requireSubjectRole(actor: Actor, action: SubjectAction): void {
  if (unitsWithRole(actor, subjectPermissions[action]).length === 0) throw forbidden();
}

/** Who may look after the subjects of a unit: its own people, its heirs' and those of the units above it. */
export const maySubjects = (
  actor: Actor,
  action: SubjectAction,
  registry: UnitRegistry,
  unitId: Id<'unt'>,
  on: LocalDate,
): boolean => oversees(actor, subjectPermissions[action], registry, unitId, on);

/**
 * A number in clear is for the one who writes the unit's own list, and for the appraiser above who checks it against
 * the papers; an officer of a unit above has the masked form.
 */
export const mayReveal = (actor: Actor, registry: UnitRegistry, unitId: Id<'unt'>, on: LocalDate): boolean =>
  actsFor(actor, ['OFFICER'], registry, unitId, on) || oversees(actor, ['APPRAISER'], registry, unitId, on);
