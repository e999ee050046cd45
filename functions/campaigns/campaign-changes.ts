import { requireText } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, acceptUnless, refuse, type Result } from '../kernel/result.ts';
import type { Write } from '../kernel/table/write.ts';
import { nameAround } from '../units/unit.ts';
import { nothing } from '../units/change-root.ts';
import { newlyAddressed } from './addressed-unit.ts';
import { nextStep, restarted, unitsMeant, type Addressing, type AddressingStep } from './addressing.ts';
import type { Campaign } from './campaign.ts';
import { changeCampaign, type CampaignChangeInput, type Ground } from './change-campaign.ts';
import { checkCampaign, namedParent, type CampaignInput } from './check-campaign.ts';
import { checkStillAhead } from './check-dates.ts';
import type { CampaignDeps } from './create-campaign.ts';
import { seesCampaign } from './campaign.policy.ts';

/** Rewrites a draft. The list of units starts anew when what its items say has changed. */
export const updateCampaign = (
  deps: CampaignDeps,
  input: CampaignChangeInput & CampaignInput,
): Promise<Result<Campaign>> => {
  const parentId = namedParent(input);
  return changeCampaign(deps, input, {
    operation: 'updateCampaign',
    action: 'campaign.update',
    load: (id) => Promise.all([deps.campaigns.addressing(id), parentId && deps.campaigns.get(parentId)]),
    decide: ({ campaign, viewer, extra: [addressing, named] }) => {
      const parent = named && seesCampaign(named, viewer) ? named : undefined;
      const { hostUnitId } = campaign;
      const terms = checkCampaign(input, { ...viewer, hostUnitId, ownId: campaign.id, parent });
      if (!terms.ok) return terms;
      const listed = (of: Pick<Campaign, 'addressing' | 'dueDates'>) =>
        JSON.stringify([of.addressing, of.dueDates.reportsBy]);
      const anew = listed(campaign) !== listed(terms.value);
      return accept({
        patch: terms.value,
        writes: anew ? [deps.campaigns.setAddressing(campaign.id, restarted(addressing))] : [],
        event: 'CampaignUpdated',
        facts: { name: terms.value.name },
      });
    },
  });
};

/** A transaction holds 98 writes; the campaign, its list and its years need some of them. */
const unitsPerStep = 75;

/** Writes the next units of a draft's list; to be repeated while `pending` says that some are left. */
export const addressUnits = (deps: CampaignDeps, input: CampaignChangeInput): Promise<Result<Campaign>> =>
  changeCampaign(deps, input, {
    operation: 'addressUnits',
    action: 'campaign.address',
    load: (id) => deps.campaigns.addressing(id),
    decide: (ground) => {
      const step = stepOf(ground);
      return accept({
        patch: {},
        writes: writesOf(deps, ground, step),
        event: 'CampaignUnitsAddressed',
        facts: { added: step.add, dropped: step.drop, pending: step.pending },
      });
    },
  });

/**
 * Makes a campaign public. Nothing of it was public before and all of it is after: a list that needs more steps than
 * this one is refused, and so is a rule that no longer means the units that were written.
 */
export const launchCampaign = (deps: CampaignDeps, input: CampaignChangeInput): Promise<Result<Campaign>> =>
  changeCampaign(deps, input, {
    operation: 'launchCampaign',
    action: 'campaign.launch',
    load: (id) => deps.campaigns.addressing(id),
    decide: (ground) => {
      const { campaign, viewer } = ground;
      const step = stepOf(ground);
      const refusals = [...checkStillAhead(campaign.dueDates, viewer.on)];
      if (step.pending > 0)
        refusals.push(refusal('CAMPAIGN_UNITS_PENDING', 'campaignId', { pending: step.pending }));
      const units = step.after.written.length;
      if (units === 0) refusals.push(refusal('REQUIRED', 'addressing'));
      const launched = { ...campaign, launchedOn: viewer.on };
      return acceptUnless(refusals, () => ({
        patch: { launchedOn: viewer.on },
        writes: [...deps.campaigns.list(launched), ...writesOf(deps, ground, step)],
        event: 'CampaignLaunched',
        facts: { launcher: campaign.launcher, units },
      }));
    },
  });

/** Calls a campaign off, with a reason. One that was public stays so. */
export const cancelCampaign = (
  deps: CampaignDeps,
  input: CampaignChangeInput & { readonly reason: string },
): Promise<Result<Campaign>> =>
  changeCampaign(deps, input, {
    operation: 'cancelCampaign',
    action: 'campaign.cancel',
    load: nothing,
    decide: () => {
      const reason = requireText('reason', input.reason, 2_000);
      if (!reason.ok) return refuse(...reason.refusals);
      return accept({
        patch: { closingReason: reason.value },
        event: 'CampaignCancelled',
        facts: { reason: reason.value },
      });
    },
  });

const stepOf = ({ campaign, viewer, extra }: Ground<Addressing>): AddressingStep =>
  nextStep(extra, unitsMeant(campaign.addressing, viewer.registry, viewer.on), unitsPerStep);

function writesOf(deps: CampaignDeps, { campaign, viewer }: Ground<Addressing>, step: AddressingStep) {
  const nameOf = (id: Id<'unt'>) => {
    const unit = viewer.registry.get(id);
    return unit ? nameAround(unit, viewer.on) : id;
  };
  const writes: Write[] = [
    ...step.add.map((id) => deps.addressedUnits.put(newlyAddressed(campaign, id, nameOf(id)))),
    ...step.drop.map((id) => deps.addressedUnits.discard(campaign.id, id)),
  ];
  return writes.length === 0 ? [] : [deps.campaigns.setAddressing(campaign.id, step.after), ...writes];
}
