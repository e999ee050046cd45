import { instant } from '../kernel/clock.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { isLate, type AddressedUnit } from './addressed-unit.ts';
import type { CampaignDeps } from './create-campaign.ts';
import { participate, type ParticipationInput } from './participate.ts';

/** A unit confirms that it has received a campaign; marked when it comes after the due day. */
export const acknowledgeCampaign = (
  deps: CampaignDeps,
  input: ParticipationInput & { readonly expectedVersion: number },
): Promise<Result<AddressedUnit>> =>
  participate(deps, input, {
    operation: 'acknowledgeCampaign',
    action: 'campaign.acknowledge',
    decide: ({ campaign, unit, viewer, actor }) => {
      if (unit.acknowledgedAt !== null)
        return refuse(refusal('WRONG_STATE', 'unitId', { status: 'ACKNOWLEDGED', allowed: '' }));
      if (unit.version !== input.expectedVersion)
        return refuse(refusal('STALE_VERSION', 'expectedVersion', { currentVersion: unit.version }));
      const after: AddressedUnit = {
        ...unit,
        acknowledgedAt: instant(deps.clock),
        acknowledgedBy: actor.userId,
        acknowledgedLate: isLate(campaign.dueDates.acknowledgeBy, viewer.on),
        version: unit.version + 1,
      };
      return accept({
        result: after,
        writes: [deps.addressedUnits.replace(after)],
        event: 'CampaignAcknowledged',
        facts: { unitId: unit.unitId, late: after.acknowledgedLate },
      });
    },
  });
