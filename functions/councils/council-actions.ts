import type { AvailableAction } from '../kernel/available-action.ts';
import { refusal } from '../kernel/refusal.ts';
import { councilPermissions, ownSeat, servesCouncil, type CouncilViewer } from './council.policy.ts';
import type { Council } from './council.ts';

/** What the viewer can do with a council, by the rules that the mutations ask. */
export function councilActions(council: Council, viewer: CouncilViewer): readonly AvailableAction[] {
  const serves = servesCouncil(council, viewer);
  const member = ownSeat(council, viewer) !== undefined;
  const unitIds = [council.unitId];
  return [
    {
      code: 'council.change',
      allowed: serves,
      roles: councilPermissions['council.change'],
      unitIds,
      reasons: serves ? [] : [refusal('NOT_FOUND', 'councilId')],
    },
    {
      code: 'council.declareRelatives',
      allowed: member,
      roles: [],
      unitIds,
      reasons: member ? [] : [refusal('COUNCIL_NOT_MEMBER', 'councilId')],
    },
  ];
}
