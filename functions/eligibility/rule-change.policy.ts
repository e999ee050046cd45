import type { PermissionTable } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import { provinceOf } from '../local-rules/local-rules-on.ts';
import type { Viewer } from '../records/record.policy.ts';
import { actsFor } from '../units/standing.ts';

/** What a change of the rules would do to a whole province's dossiers is the affair of its standing body and its leaders. */
export const ruleChangePermissions = {
  'ruleChange.try': ['APPRAISER', 'LEADER'],
} as const satisfies PermissionTable;

/** Whether somebody may try rules on the dossiers that a unit of the province wrote or receives. */
export function mayTryRules({ actor, registry, on }: Viewer, unitId: Id<'unt'>): boolean {
  const province = registry.get(unitId) && provinceOf(registry, unitId, on);
  return (
    province !== undefined && actsFor(actor, ruleChangePermissions['ruleChange.try'], registry, province, on)
  );
}
