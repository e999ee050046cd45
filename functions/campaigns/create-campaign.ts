import { today } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Scope } from '../kernel/scope.ts';
import type { UnitStore } from '../units/unit.store.ts';
import type { AddressedUnitStore } from './addressed-unit.store.ts';
import { campaignPermissions, mayHost, requireRole, seesCampaign } from './campaign.policy.ts';
import { campaignPk, type CampaignStore } from './campaign.store.ts';
import type { Campaign } from './campaign.ts';
import { checkCampaign, namedParent, type CampaignInput } from './check-campaign.ts';

export type CampaignDeps = Scope & {
  readonly units: UnitStore;
  readonly campaigns: CampaignStore;
  readonly addressedUnits: AddressedUnitStore;
};

export type CreateCampaignInput = CampaignInput & {
  readonly hostUnitId: string;
  readonly idempotencyKey: string;
};

/** Drafts a campaign at the unit that will launch it. Codes: NOT_FOUND, and those of `checkCampaign`. */
export function createCampaign(deps: CampaignDeps, input: CreateCampaignInput): Promise<Result<Campaign>> {
  const parentId = namedParent(input);
  return mutate(deps, {
    operation: 'createCampaign',
    input,
    load: () => Promise.all([deps.units.registry(), parentId && deps.campaigns.get(parentId)]),
    decide: ([registry, named], actor) => {
      requireRole(actor, campaignPermissions['campaign.create']);
      const viewer = { actor, registry, on: today(deps.clock) };
      const hostUnitId = parseId('unt', input.hostUnitId);
      if (!hostUnitId || !mayHost('campaign.create', viewer, hostUnitId))
        return refuse(refusal('NOT_FOUND', 'hostUnitId'));
      const parent = named && seesCampaign(named, viewer) ? named : undefined;
      const terms = checkCampaign(input, { ...viewer, hostUnitId, ownId: undefined, parent });
      if (!terms.ok) return terms;
      const campaign: Campaign = {
        ...terms.value,
        id: deps.ids.next('cmp'),
        hostUnitId,
        status: 'DRAFT',
        launchedOn: null,
        closingReason: null,
        documents: [],
        version: 1,
      };
      return accept({
        result: campaign,
        resultId: campaign.id,
        writes: [deps.campaigns.create(campaign)],
        event: {
          pk: campaignPk(campaign.id),
          aggregateId: campaign.id,
          seq: 1,
          name: 'CampaignDrafted',
          facts: { name: campaign.name, hostUnitId },
        },
      });
    },
    reload: (id) => reloadCampaign(deps, id),
  });
}

export async function reloadCampaign(deps: CampaignDeps, rawId: string): Promise<Campaign | undefined> {
  const id = parseId('cmp', rawId);
  return id && deps.campaigns.get(id);
}
