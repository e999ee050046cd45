import { forbidden, type PermissionTable } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import { standsAt, type Viewer } from '../units/machine.ts';

export const statisticsPermissions = {
  'statistics.view': ['OFFICER', 'APPRAISER', 'LEADER', 'AUDITOR'],
} as const satisfies PermissionTable;

/** A unit's numbers, with those of all below it, are for its own people, its heirs' and those over it. FORBIDDEN. */
export function requireStatistics(viewer: Viewer, unitId: Id<'unt'> | undefined): asserts unitId {
  const place = unitId && viewer.registry.get(unitId) && ({ unitId, reach: 'OVER' } as const);
  if (!place || !standsAt(viewer, statisticsPermissions['statistics.view'], place)) throw forbidden();
}
