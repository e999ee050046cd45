import { today } from '../kernel/clock.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Write } from '../kernel/table/write.ts';
import type { Viewer } from '../units/machine.ts';
import {
  campaignPermissions,
  campaignTable,
  refusalsFor,
  requireRole,
  seesCampaign,
  type CampaignAction,
} from './campaign.policy.ts';
import { campaignPk } from './campaign.store.ts';
import type { Campaign } from './campaign.ts';
import { reloadCampaign, type CampaignDeps } from './create-campaign.ts';

export type CampaignChangeInput = {
  readonly campaignId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
};

export type Ground<E> = { readonly campaign: Campaign; readonly viewer: Viewer; readonly extra: E };

export type Outcome = {
  readonly patch: Partial<Omit<Campaign, 'id' | 'version' | 'status'>>;
  readonly writes?: readonly Write[];
  readonly event: string;
  readonly facts: Readonly<Record<string, unknown>>;
};

type Change<E> = {
  readonly operation: string;
  readonly action: CampaignAction;
  /** Reads beside the campaign itself, started in the same tick. */
  readonly load: (id: Id<'cmp'>) => Promise<E>;
  readonly decide: (ground: Ground<E>) => Result<Outcome>;
};

/** What every change of an existing campaign has in common: role, visibility, version, state. */
export function changeCampaign<E>(
  deps: CampaignDeps,
  input: CampaignChangeInput,
  change: Change<E>,
): Promise<Result<Campaign>> {
  const id = parseId('cmp', input.campaignId);
  return mutate(deps, {
    operation: change.operation,
    input,
    load: () => Promise.all([deps.units.registry(), id && deps.campaigns.get(id), id && change.load(id)]),
    decide: ([registry, campaign, extra], actor) => {
      requireRole(actor, campaignPermissions[change.action]);
      const viewer = { actor, registry, on: today(deps.clock) };
      if (!campaign || extra === undefined || !seesCampaign(campaign, viewer))
        return refuse(refusal('NOT_FOUND', 'campaignId'));
      const refusals = [...staleness(campaign, input), ...refusalsFor(change.action, campaign, viewer)];
      if (refusals.length > 0) return refuse(...refusals);
      const outcome = change.decide({ campaign, viewer, extra });
      if (!outcome.ok) return outcome;
      return accept(committed(deps, campaign, campaignTable[change.action].to, outcome.value));
    },
    reload: (rawId) => reloadCampaign(deps, rawId),
  });
}

const staleness = (campaign: Campaign, input: CampaignChangeInput) =>
  campaign.version === input.expectedVersion
    ? []
    : [refusal('STALE_VERSION', 'expectedVersion', { currentVersion: campaign.version })];

function committed(deps: CampaignDeps, before: Campaign, to: Campaign['status'] | null, outcome: Outcome) {
  const after: Campaign = {
    ...before,
    ...outcome.patch,
    status: to ?? before.status,
    version: before.version + 1,
  };
  return {
    result: after,
    resultId: after.id,
    writes: [deps.campaigns.replace(after), ...(outcome.writes ?? [])],
    event: {
      pk: campaignPk(after.id),
      aggregateId: after.id,
      seq: after.version,
      name: outcome.event,
      facts: outcome.facts,
    },
  };
}
