import { mutate } from '../kernel/mutate.ts';
import { parseId } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { receiverOf } from './addressing.ts';
import { participantPermissions, requireRole } from './campaign.policy.ts';
import { checkRegistration, type RegistrationTerms } from './check-registration.ts';
import type { CampaignDeps } from './create-campaign.ts';
import {
  findParticipation,
  loadParticipation,
  participationIds,
  type ParticipationInput,
} from './participate.ts';
import { registrationPk, type RegistrationStore } from './registration.store.ts';
import { registrationId, type Registration } from './registration.ts';

export type RegistrationDeps = CampaignDeps & { readonly registrations: RegistrationStore };

/**
 * Begins a unit's registration, once it has acknowledged the campaign. Codes: NOT_FOUND, CAMPAIGN_CLOSED,
 * CAMPAIGN_NOT_ACKNOWLEDGED, DUPLICATE, and those of `checkRegistration`.
 */
export function draftRegistration(
  deps: RegistrationDeps,
  input: ParticipationInput & RegistrationTerms,
): Promise<Result<Registration>> {
  const ids = participationIds(input);
  return mutate(deps, {
    operation: 'draftRegistration',
    input,
    load: () =>
      Promise.all([
        loadParticipation(deps, ids),
        ids.campaignId && deps.campaigns.addressing(ids.campaignId),
        ids.campaignId && ids.unitId && deps.registrations.get(registrationId(ids.campaignId, ids.unitId)),
      ]),
    decide: ([loaded, addressing, existing], actor) => {
      requireRole(actor, participantPermissions['campaign.register']);
      const found = findParticipation(deps, loaded, actor, 'campaign.register');
      if (!found.ok) return found;
      const { campaign, unit, viewer } = found.value;
      if (unit.acknowledgedAt === null) return refuse(refusal('CAMPAIGN_NOT_ACKNOWLEDGED', 'campaignId'));
      if (existing) return refuse(refusal('DUPLICATE', 'campaignId'));
      const terms = checkRegistration(input, campaign, viewer.on);
      if (!terms.ok) return terms;
      const { unitId } = unit;
      const { hostUnitId } = campaign;
      const above = receiverOf(addressing?.written ?? [], viewer.registry, unitId, viewer.on);
      const registration: Registration = {
        id: registrationId(campaign.id, unitId),
        campaignId: campaign.id,
        unitId,
        receivingUnitId: above ?? hostUnitId,
        hostUnitId,
        status: 'DRAFT',
        ...terms.value,
        consolidated: [],
        firstSentAt: null,
        sentAt: null,
        late: false,
        returnReason: null,
        version: 1,
      };
      return accept({
        result: registration,
        resultId: registration.id,
        writes: [deps.registrations.create(registration)],
        event: {
          pk: registrationPk(registration.id),
          aggregateId: registration.id,
          seq: 1,
          name: 'RegistrationDrafted',
          facts: { campaignId: campaign.id, unitId },
        },
      });
    },
    reload: (id) => reloadRegistration(deps, id),
  });
}

export async function reloadRegistration(
  deps: RegistrationDeps,
  rawId: string,
): Promise<Registration | undefined> {
  const id = parseId('reg', rawId);
  return id && deps.registrations.get(id);
}
