import type { AttachmentOwner } from '../attachments/attachment.ts';
import type { OwnerViews } from '../attachments/view-attachment.ts';
import { today } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import type { Scope } from '../kernel/scope.ts';
import type { Viewer } from '../units/machine.ts';
import type { UnitStore } from '../units/unit.store.ts';
import type { StoreName, Stores } from './stores.ts';

type Needs = Pick<Scope, 'clock' | 'actor'> & {
  readonly units: UnitStore;
  /** A store, loaded with the first file that asks for it. */
  readonly store: <Name extends StoreName>(name: Name) => Promise<Stores[Name]>;
};

/** Whoever sees a dossier, a campaign, a recommendation or an agency's answer sees its files; an inspection's are seen with its findings. */
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
const viewersOf = (deps: Needs, owner: AttachmentOwner): Promise<Sees | undefined> =>
  isOfWork(owner) ? viewersOfWork(deps, owner) : viewersOfRegister(deps, owner);

type Sees = (viewer: Viewer) => boolean;

const work = ['WORK_PLAN', 'PLAN_TASK', 'MEDIA_ITEM', 'TRAINING_CLASS'] as const;
type WorkOwner = Extract<AttachmentOwner, { readonly kind: (typeof work)[number] }>;
const isOfWork = (owner: AttachmentOwner): owner is WorkOwner => work.some((kind) => kind === owner.kind);

async function viewersOfRegister(
  deps: Needs,
  owner: Exclude<AttachmentOwner, WorkOwner>,
): Promise<Sees | undefined> {
  switch (owner.kind) {
    case 'IMPORT': {
      const [list, { seesImport }] = await Promise.all([
        deps.store('imports').then((store) => store.get(owner.id)),
        import('../records/import/import.policy.ts'),
      ]);
      return seenBy(list, (one, viewer) => seesImport(viewer, one));
    }
    case 'CONSULTATION':
      return consultationViewers(deps, owner.id);
    case 'COMPLAINT':
      return complaintViewers(deps, owner.id);
    case 'DOSSIER': {
      const [one, policy] = await Promise.all([
        deps.store('dossiers').then((store) => store.get(owner.id)),
        import('../dossiers/dossier.policy.ts'),
      ]);
      return seenBy(one, policy.maySee);
    }
    case 'CAMPAIGN': {
      const [one, policy] = await Promise.all([
        deps.store('campaigns').then((store) => store.get(owner.id)),
        import('../campaigns/campaign.policy.ts'),
      ]);
      return seenBy(one, policy.seesCampaign);
    }
    case 'INSPECTION': {
      const [one, policy] = await Promise.all([
        deps.store('inspections').then((store) => store.get(owner.id)),
        inspectionPolicy(),
      ]);
      return seenBy(one, policy.seesFindings);
    }
    case 'LEGAL_DOCUMENT':
      return documentViewers(deps, owner.id);
    case 'RECOMMENDATION': {
      const [one, policy] = await Promise.all([
        deps.store('inspections').then((store) => store.recommendation(owner.id)),
        inspectionPolicy(),
      ]);
      return seenBy(one, policy.seesRecommendation);
    }
  }
}

/** What the standing office keeps beside dossiers. */
async function viewersOfWork(deps: Needs, owner: WorkOwner): Promise<Sees | undefined> {
  switch (owner.kind) {
    case 'WORK_PLAN': {
      const plans = await deps.store('workPlans');
      // An issued plan is public; so are its files to whoever signs in.
      return seenBy(await plans.get(owner.id), () => true);
    }
    case 'PLAN_TASK': {
      const [one, policy] = await Promise.all([
        deps.store('workPlans').then((store) => store.task(owner.id)),
        import('../officers/plan.policy.ts'),
      ]);
      return seenBy(one, policy.seesTask);
    }
    case 'MEDIA_ITEM': {
      const [one, policy] = await Promise.all([
        deps.store('publicity').then((store) => store.item(owner.id)),
        import('../publicity/publicity.policy.ts'),
      ]);
      return seenBy(one, policy.standsOverItem);
    }
    case 'TRAINING_CLASS': {
      const [one, policy] = await Promise.all([
        deps.store('training').then((store) => store.class(owner.id)),
        import('../training/training.policy.ts'),
      ]);
      return seenBy(one, policy.seesTrainingClass);
    }
  }
}

async function consultationViewers(deps: Needs, id: Id<'cst'>) {
  const [consultations, dossiers, policy] = await Promise.all([
    deps.store('consultations'),
    deps.store('dossiers'),
    import('../consultations/consultation.policy.ts'),
  ]);
  const one = await consultations.get(id);
  const dossier = one && (await dossiers.get(one.dossierId));
  return one && ((viewer: Viewer) => policy.readsConsultation(one, dossier, viewer));
}
const seenBy = <T>(one: T | undefined, sees: (one: T, viewer: Viewer) => boolean) =>
  one === undefined ? undefined : (viewer: Viewer) => sees(one, viewer);

async function complaintViewers(deps: Needs, id: Id<'cpl'>) {
  const [one, policy] = await Promise.all([
    deps.store('complaints').then((store) => store.get(id)),
    import('../complaints/complaint.policy.ts'),
  ]);
  // A file may say who sent it, as the statement may.
  return seenBy(one, policy.readsStatement);
}

async function documentViewers(deps: Needs, id: Id<'ldo'>) {
  const [one, policy] = await Promise.all([
    deps.store('documents').then((store) => store.get(id)),
    import('../library/document.policy.ts'),
  ]);
  return seenBy(one, policy.seesDocument);
}

const inspectionPolicy = () => import('../inspections/inspection.policy.ts');
