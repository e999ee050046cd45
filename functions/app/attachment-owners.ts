import type { AttachmentOwner } from '../attachments/attachment.ts';
import type { OwnerViews } from '../attachments/view-attachment.ts';
import type { CampaignStore } from '../campaigns/campaign.store.ts';
import type { DossierStore } from '../dossiers/dossier.store.ts';
import { today } from '../kernel/clock.ts';
import type { Scope } from '../kernel/scope.ts';
import type { InspectionStore } from '../inspections/inspection.store.ts';
import type { Viewer } from '../units/machine.ts';
import type { ImportStore } from '../records/import/import.store.ts';
import type { UnitStore } from '../units/unit.store.ts';

type Needs = Pick<Scope, 'clock' | 'actor'> & {
  readonly units: UnitStore;
  readonly dossiers: Pick<DossierStore, 'get'>;
  readonly campaigns: Pick<CampaignStore, 'get'>;
  readonly inspections: Pick<InspectionStore, 'get' | 'recommendation'>;
  readonly imports: Pick<ImportStore, 'get'>;
};

/** Whoever sees a dossier, a campaign or a recommendation sees its files; an inspection's are seen with its findings. */
export const attachmentOwners = (deps: Needs): OwnerViews => ({
  maySee: async (owner) => {
    const [actor, registry, sees] = await Promise.all([
      deps.actor(),
      deps.units.registry(),
      viewersOf(deps, owner),
    ]);
    return sees?.({ actor, registry, on: today(deps.clock) }) ?? false;
  },
});

/**
 * Who may see the owner; undefined when there is none. The rules of the owners' slices are loaded with the first file
 * that asks for them, not at a cold start.
 */
async function viewersOf(
  deps: Needs,
  owner: AttachmentOwner,
): Promise<((viewer: Viewer) => boolean) | undefined> {
  switch (owner.kind) {
    case 'IMPORT': {
      const [list, { seesImport }] = await Promise.all([
        deps.imports.get(owner.id),
        import('../records/import/import.policy.ts'),
      ]);
      return list && ((viewer) => seesImport(viewer, list));
    }
    case 'DOSSIER': {
      const [one, policy] = await Promise.all([
        deps.dossiers.get(owner.id),
        import('../dossiers/dossier.policy.ts'),
      ]);
      return one && ((viewer) => policy.maySee(one, viewer));
    }
    case 'CAMPAIGN': {
      const [one, policy] = await Promise.all([
        deps.campaigns.get(owner.id),
        import('../campaigns/campaign.policy.ts'),
      ]);
      return one && ((viewer) => policy.seesCampaign(one, viewer));
    }
    case 'INSPECTION': {
      const [one, policy] = await Promise.all([deps.inspections.get(owner.id), inspectionPolicy()]);
      return one && ((viewer) => policy.seesFindings(one, viewer));
    }
    case 'RECOMMENDATION': {
      const [one, policy] = await Promise.all([
        deps.inspections.recommendation(owner.id),
        inspectionPolicy(),
      ]);
      return one && ((viewer) => policy.seesRecommendation(one, viewer));
    }
  }
}

const inspectionPolicy = () => import('../inspections/inspection.policy.ts');
