import { forbidden, unitsWithRole, type Actor, type PermissionTable, type Role } from '../kernel/actor.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { actsFor, oversees } from '../units/standing.ts';

/** The head of a unit answers for its fund; its officers and standing body keep the ledger and pay. */
export const fundPermissions = {
  'fund.open': ['LEADER'],
  'fund.change': ['LEADER'],
  'fund.record': ['OFFICER', 'APPRAISER', 'LEADER'],
  'fund.pay': ['OFFICER', 'APPRAISER', 'LEADER'],
} as const satisfies PermissionTable;
export type FundAction = keyof typeof fundPermissions;

/** An amount that no law names takes two people, the second of them from the standing body or the head. */
export const paymentPermissions = {
  'payment.propose': ['OFFICER', 'APPRAISER', 'LEADER'],
  'payment.agree': ['APPRAISER', 'LEADER'],
} as const satisfies PermissionTable;
export type PaymentAction = keyof typeof paymentPermissions;

const staff: readonly Role[] = ['OFFICER', 'APPRAISER', 'LEADER', 'AUDITOR'];

/** Throws FORBIDDEN for someone who holds none of the action's roles anywhere. */
export function requireFundRole(actor: Actor, action: FundAction): void {
  if (unitsWithRole(actor, fundPermissions[action]).length === 0) throw forbidden();
}

/** Who is paid what, and when, is the affair of the unit whose fund it is, and of those who watch it from above. */
export const seesMoneyOf = (
  actor: Actor,
  registry: UnitRegistry,
  unitId: Id<'unt'>,
  on: LocalDate,
): boolean =>
  actsFor(actor, staff, registry, unitId, on) || oversees(actor, ['AUDITOR'], registry, unitId, on);
