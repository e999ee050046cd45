import { forbidden, unitsWithRole, type Actor, type PermissionTable } from '../kernel/actor.ts';

/** Local rules are public; the province's leaders and its standing body keep them. */
export const localRulePermissions = {
  'localRule.adopt': ['LEADER', 'APPRAISER'],
  'localRule.withdraw': ['LEADER', 'APPRAISER'],
  'localRule.end': ['LEADER', 'APPRAISER'],
} as const satisfies PermissionTable;
export type LocalRuleAction = keyof typeof localRulePermissions;

/** Throws FORBIDDEN for someone who holds none of the action's roles anywhere. */
export function requireLocalRuleRole(actor: Actor, action: LocalRuleAction): void {
  if (unitsWithRole(actor, localRulePermissions[action]).length === 0) throw forbidden();
}
