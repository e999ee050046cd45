import { forbidden, unitsWithRole, type Actor, type PermissionTable } from '../kernel/actor.ts';
import type { AvailableAction } from '../kernel/available-action.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import type { UnitRegistry } from '../units/registry.ts';

/** The working calendar is the whole province's, so only its own leader or administrator changes it. */
export const calendarPermissions = {
  'calendar.declareHoliday': ['LEADER', 'ADMIN'],
  'calendar.withdrawHoliday': ['LEADER', 'ADMIN'],
} as const satisfies PermissionTable;

export type CalendarAction = keyof typeof calendarPermissions;

/** Throws FORBIDDEN for someone who holds none of the action's roles at a province of the day. */
export function requireProvince(
  actor: Actor,
  action: CalendarAction,
  registry: UnitRegistry,
  on: LocalDate,
): void {
  if (provincesOf(actor, action, registry, on).length === 0) throw forbidden();
}

/** The provinces in whose name the caller may take the action. */
export const provincesOf = (
  actor: Actor,
  action: CalendarAction,
  registry: UnitRegistry,
  on: LocalDate,
): readonly Id<'unt'>[] =>
  unitsWithRole(actor, calendarPermissions[action]).filter(
    (unitId) => registry.stateOn(unitId, on)?.kind === 'PROVINCE',
  );

export const calendarActions = (
  actor: Actor,
  registry: UnitRegistry,
  on: LocalDate,
): readonly AvailableAction[] =>
  Object.keys(calendarPermissions)
    .filter(isAction)
    .map((code) => {
      const unitIds = provincesOf(actor, code, registry, on);
      const reasons = unitIds.length === 0 ? [refusal('NOT_FOUND', 'unitId')] : [];
      return { code, allowed: reasons.length === 0, roles: calendarPermissions[code], unitIds, reasons };
    });

const isAction = (code: string): code is CalendarAction => Object.hasOwn(calendarPermissions, code);
