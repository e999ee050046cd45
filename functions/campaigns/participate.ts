import type { User } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Write } from '../kernel/table/write.ts';
import type { Viewer } from '../units/machine.ts';
import type { AddressedUnit } from './addressed-unit.ts';
import { participationPk } from './addressed-unit.store.ts';
import { actsAsParticipant, closedness, participantPermissions, requireRole } from './campaign.policy.ts';
import { isPublic, type Campaign } from './campaign.ts';
import type { CampaignDeps } from './create-campaign.ts';

export type ParticipationInput = {
  readonly campaignId: string;
  readonly unitId: string;
  readonly idempotencyKey: string;
};

export type Participation = {
  readonly campaign: Campaign;
  readonly unit: AddressedUnit;
  readonly viewer: Viewer;
  readonly actor: User;
};

type Step = {
  readonly operation: string;
  readonly action: keyof typeof participantPermissions;
  readonly decide: (participation: Participation) => Result<{
    readonly result: AddressedUnit;
    readonly writes: readonly Write[];
    readonly event: string;
    readonly facts: Readonly<Record<string, unknown>>;
  }>;
};

/** What an addressed unit does in a launched campaign and what is recorded at the unit's own item. */
export function participate(
  deps: CampaignDeps,
  input: ParticipationInput,
  step: Step,
): Promise<Result<AddressedUnit>> {
  const ids = participationIds(input);
  return mutate(deps, {
    operation: step.operation,
    input,
    load: () => loadParticipation(deps, ids),
    decide: (loaded, actor) => {
      requireRole(actor, participantPermissions[step.action]);
      const found = findParticipation(deps, loaded, actor, step.action);
      if (!found.ok) return found;
      const outcome = step.decide(found.value);
      if (!outcome.ok) return outcome;
      const { result, writes, event: name, facts } = outcome.value;
      return accept({
        result,
        resultId: `${result.campaignId} ${result.unitId}`,
        writes,
        event: {
          pk: participationPk(result.campaignId, result.unitId),
          aggregateId: result.campaignId,
          seq: result.version,
          name,
          facts,
        },
      });
    },
    reload: async () =>
      ids.campaignId && ids.unitId ? deps.addressedUnits.get(ids.campaignId, ids.unitId) : undefined,
  });
}

type Ids = { readonly campaignId: Id<'cmp'> | undefined; readonly unitId: Id<'unt'> | undefined };

export const participationIds = (input: { readonly campaignId: string; readonly unitId: string }): Ids => ({
  campaignId: parseId('cmp', input.campaignId),
  unitId: parseId('unt', input.unitId),
});

export const loadParticipation = (deps: CampaignDeps, { campaignId, unitId }: Ids) =>
  Promise.all([
    deps.units.registry(),
    campaignId && deps.campaigns.get(campaignId),
    campaignId && unitId && deps.addressedUnits.get(campaignId, unitId),
  ]);

/** The unit's part in a campaign that is going on, for those who act for the unit. NOT_FOUND, CAMPAIGN_CLOSED. */
export function findParticipation(
  deps: CampaignDeps,
  [registry, campaign, unit]: Awaited<ReturnType<typeof loadParticipation>>,
  actor: User,
  action: keyof typeof participantPermissions,
): Result<Participation> {
  const viewer = { actor, registry, on: today(deps.clock) };
  if (!campaign || !isPublic(campaign)) return refuse(refusal('NOT_FOUND', 'campaignId'));
  if (!unit || !actsAsParticipant(action, viewer, unit.unitId)) return refuse(refusal('NOT_FOUND', 'unitId'));
  const closed = closedness(campaign);
  return closed.length > 0 ? refuse(...closed) : accept({ campaign, unit, viewer, actor });
}
