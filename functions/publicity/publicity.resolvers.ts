import { viewAttachment } from '../attachments/view-attachment.ts';
import { viewCampaign } from '../campaigns/view-campaigns.ts';
import { viewExemplar } from '../exemplars/view-exemplars.ts';
import type { Resolvers } from '../generated/graphql.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { viewerOf } from '../units/viewer.ts';
import { countKinds, total } from './counts.ts';
import {
  approvePublicityPlan,
  closePublicityPlan,
  draftPublicityPlan,
  updatePublicityPlan,
} from './draft-plan.ts';
import { mediaItemMachine, publicityPlanMachine } from './publicity.policy.ts';
import { correctMediaItem, recordMediaItem, withdrawMediaItem } from './record-item.ts';
import {
  countsOf,
  forStaff,
  listItems,
  listOfEvent,
  listPlans,
  pageOutlets,
  pageUnits,
  viewItem,
  viewPlan,
} from './view-publicity.ts';

export const publicityResolvers: Resolvers = {
  Query: {
    publicityPlan: async (_root, { id }, { deps }) => (await viewPlan(deps, id)) ?? null,
    publicityPlans: async (_root, { hostUnitId, year, ...args }, { deps }) =>
      connection(await listPlans(deps, { hostUnitId, year }, args)),
    mediaItem: async (_root, { id }, { deps }) => (await viewItem(deps, id)) ?? null,
    mediaItems: async (_root, { unitId, ...args }, { deps }) =>
      connection(await listItems(deps, { unitId }, args)),
    mediaItemsOfCampaign: async (_root, { campaignId, ...args }, { deps }) =>
      connection(await listItems(deps, { campaignId }, args)),
    mediaItemsOfExemplar: async (_root, { exemplarId, ...args }, { deps }) =>
      connection(await listItems(deps, { exemplarId }, args)),
    mediaCounts: (_root, of, { deps }) => countsOf(deps, of),
  },
  Mutation: {
    draftPublicityPlan: async (_root, { input }, { deps }) =>
      toPayload('publicityPlan', await draftPublicityPlan(deps, input)),
    updatePublicityPlan: async (_root, { input }, { deps }) =>
      toPayload('publicityPlan', await updatePublicityPlan(deps, input)),
    approvePublicityPlan: async (_root, { input }, { deps }) =>
      toPayload('publicityPlan', await approvePublicityPlan(deps, input)),
    closePublicityPlan: async (_root, { input }, { deps }) =>
      toPayload('publicityPlan', await closePublicityPlan(deps, input)),
    recordMediaItem: async (_root, { input }, { deps }) =>
      toPayload('mediaItem', await recordMediaItem(deps, input)),
    correctMediaItem: async (_root, { input }, { deps }) =>
      toPayload('mediaItem', await correctMediaItem(deps, input)),
    withdrawMediaItem: async (_root, { input }, { deps }) =>
      toPayload('mediaItem', await withdrawMediaItem(deps, input)),
  },
  PublicityPlan: {
    hostUnit: async ({ hostUnitId }, _args, { deps }) => (await deps.units.registry()).require(hostUnitId),
    items: async (plan, { event, ...args }, { deps }) =>
      connection(await listOfEvent(deps, plan, event, args)),
    availableActions: async (plan, _args, { deps }) =>
      publicityPlanMachine.availableActions(plan, await viewerOf(deps)),
  },
  PublicityEvent: {
    unit: async ({ unitId }, _args, { deps }) => (await deps.units.registry()).require(unitId),
  },
  Introduction: {
    mediaItem: async ({ mediaItemId }, _args, { deps }) =>
      (mediaItemId && (await viewItem(deps, mediaItemId))) ?? null,
  },
  MediaItem: {
    unit: async ({ unitId }, _args, { deps }) => (await deps.units.registry()).require(unitId),
    file: async ({ fileId }, _args, { deps }) => (fileId && (await viewAttachment(deps, fileId))) || null,
    plan: async ({ planId }, _args, { deps }) => (planId && (await viewPlan(deps, planId))) || null,
    campaign: async ({ campaignId }, _args, { deps }) =>
      (campaignId && (await viewCampaign(deps, campaignId))) || null,
    exemplar: async ({ exemplarId }, _args, { deps }) =>
      (exemplarId && (await viewExemplar(deps, exemplarId))) || null,
    withdrawReason: (item, _args, { deps }) => forStaff(deps, item, () => item.withdrawReason),
    history: async (item, args, { deps }) => {
      const page = await forStaff(deps, item, () => deps.publicity.history(item.id, args));
      return page && connection(page);
    },
    availableActions: async (item, _args, { deps }) =>
      mediaItemMachine.availableActions(item, await viewerOf(deps)),
  },
  MediaCounts: {
    total,
    kinds: countKinds,
    outlets: async (counts, args, { deps }) => connection(await pageOutlets(deps, counts, args)),
    units: async (counts, args, { deps }) => connection(await pageUnits(deps, counts, args)),
  },
  MediaUnitCount: {
    unit: async ({ unitId }, _args, { deps }) => (await deps.units.registry()).require(unitId),
  },
};
