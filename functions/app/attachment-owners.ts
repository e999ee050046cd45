import type { OwnerViews } from '../attachments/view-attachment.ts';
import type { CampaignStore } from '../campaigns/campaign.store.ts';
import type { DossierStore } from '../dossiers/dossier.store.ts';
import { today } from '../kernel/clock.ts';
import type { Scope } from '../kernel/scope.ts';
import type { UnitStore } from '../units/unit.store.ts';

type Needs = Pick<Scope, 'clock' | 'actor'> & {
  readonly units: UnitStore;
  readonly dossiers: Pick<DossierStore, 'get'>;
  readonly campaigns: Pick<CampaignStore, 'get'>;
};

/** Whoever sees a dossier or a campaign sees its files. */
export const attachmentOwners = (deps: Needs): OwnerViews => ({
  maySee: async (owner) => {
    // The rules of the owners' slices are loaded with the first file that asks for them, not at a cold start.
    const [actor, registry, dossier, campaign, { maySee }, { seesCampaign }] = await Promise.all([
      deps.actor(),
      deps.units.registry(),
      owner.kind === 'DOSSIER' ? deps.dossiers.get(owner.id) : undefined,
      owner.kind === 'CAMPAIGN' ? deps.campaigns.get(owner.id) : undefined,
      import('../dossiers/dossier.policy.ts'),
      import('../campaigns/campaign.policy.ts'),
    ]);
    const viewer = { actor, registry, on: today(deps.clock) };
    return (dossier && maySee(dossier, viewer)) ?? (campaign && seesCampaign(campaign, viewer)) ?? false;
  },
});
