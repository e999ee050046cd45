import type { CampaignAddressingResolvers, Resolvers } from '../generated/graphql.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { viewerOf } from '../units/viewer.ts';
import { acknowledgeCampaign } from './acknowledge-campaign.ts';
import { attachDocument, detachDocument } from './attach-document.ts';
import { isLate } from './addressed-unit.ts';
import { addressUnits, cancelCampaign, launchCampaign, updateCampaign } from './campaign-changes.ts';
import { availableActions } from './campaign.policy.ts';
import { targetMet } from './campaign.ts';
import { campaignOf, unitOf } from './references.ts';
import { createCampaign } from './create-campaign.ts';
import {
  listAddressedUnits,
  listCampaigns,
  listCampaignsOfUnit,
  listDrafts,
  progressOfAddressing,
  viewAddressedUnit,
  viewCampaign,
} from './view-campaigns.ts';

const addressing: CampaignAddressingResolvers = {
  units: async ({ addressing: rule }, _args, { deps }) => {
    const registry = await deps.units.registry();
    return rule.unitIds.flatMap((id) => registry.get(id) ?? []);
  },
  kinds: ({ addressing: rule }) => rule.kinds,
  underUnit: ({ addressing: rule }, _args, { deps }) =>
    rule.underUnitId === null ? null : unitOf(deps.units, rule.underUnitId),
  addressed: async (campaign, _args, { deps }) => (await progressOfAddressing(deps, campaign)).addressed,
  pending: async (campaign, _args, { deps }) => (await progressOfAddressing(deps, campaign)).pending,
};

export const campaignResolvers: Resolvers = {
  Query: {
    campaign: async (_root, { id }, { deps }) => (await viewCampaign(deps, id)) ?? null,
    campaigns: async (_root, { year, hostUnitId, parentId, ...args }, { deps }) =>
      connection(await listCampaigns(deps, { year, hostUnitId, parentId }, args)),
    draftCampaigns: async (_root, { hostUnitId, ...args }, { deps }) =>
      connection(await listDrafts(deps, hostUnitId, args)),
    addressedUnits: async (_root, { campaignId, standing, ...args }, { deps }) =>
      connection(await listAddressedUnits(deps, campaignId, standing, args)),
    campaignsOfUnit: async (_root, { unitId, ...args }, { deps }) =>
      connection(await listCampaignsOfUnit(deps, unitId, args)),
  },
  Mutation: {
    createCampaign: async (_root, { input }, { deps }) =>
      toPayload('campaign', await createCampaign(deps, input)),
    updateCampaign: async (_root, { input }, { deps }) =>
      toPayload('campaign', await updateCampaign(deps, input)),
    addressUnits: async (_root, { input }, { deps }) =>
      toPayload('campaign', await addressUnits(deps, input)),
    launchCampaign: async (_root, { input }, { deps }) =>
      toPayload('campaign', await launchCampaign(deps, input)),
    attachDocument: async (_root, { input }, { deps }) =>
      toPayload('campaign', await attachDocument(deps, input)),
    detachDocument: async (_root, { input }, { deps }) =>
      toPayload('campaign', await detachDocument(deps, input)),
    cancelCampaign: async (_root, { input }, { deps }) =>
      toPayload('campaign', await cancelCampaign(deps, input)),
    acknowledgeCampaign: async (_root, { input }, { deps }) =>
      toPayload('addressedUnit', await acknowledgeCampaign(deps, input)),
  },
  Campaign: {
    hostUnit: (campaign, _args, { deps }) => unitOf(deps.units, campaign.hostUnitId),
    parent: async (campaign, _args, { deps }) =>
      (campaign.parentId && (await deps.campaigns.get(campaign.parentId))) ?? null,
    ancestors: async (campaign, _args, { deps }) => {
      const found = await Promise.all(campaign.ancestorIds.map((id) => deps.campaigns.get(id)));
      return found.flatMap((ancestor) => ancestor ?? []);
    },
    children: async (campaign, args, { deps }) =>
      connection(await listCampaigns(deps, { parentId: campaign.id }, args)),
    addressing: (campaign) => campaign,
    participation: async (campaign, { unitId }, { deps }) =>
      (await viewAddressedUnit(deps, campaign.id, unitId)) ?? null,
    availableActions: async (campaign, _args, { deps }) => availableActions(campaign, await viewerOf(deps)),
  },
  CampaignLauncher: {
    unit: ({ unitId }, _args, { deps }) => (unitId === null ? null : unitOf(deps.units, unitId)),
  },
  CampaignTarget: { met: targetMet },
  CampaignAddressing: addressing,
  AddressedUnit: {
    campaign: ({ campaignId }, _args, { deps }) => campaignOf(deps, campaignId),
    unit: ({ unitId }, _args, { deps }) => unitOf(deps.units, unitId),
    registrationStanding: (unit) => unit.registration,
    reportOverdue: async (unit, _args, { deps }) => isLate(unit.nextReportBy, (await viewerOf(deps)).on),
  },
};
