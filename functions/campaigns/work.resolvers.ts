import type { Resolvers } from '../generated/graphql.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { campaignOf, unitOf } from './references.ts';
import { reviewCampaign } from './review-campaign.ts';
import { saveActionPlan } from './save-action-plan.ts';
import { submitProgressReport } from './submit-progress-report.ts';
import { listPlans, listReports, listReportsOf, viewPlanOf } from './view-work.ts';

export const workResolvers: Resolvers = {
  Query: {
    actionPlans: async (_root, { campaignId, ...args }, { deps }) =>
      connection(await listPlans(deps, campaignId, args)),
    progressReports: async (_root, { campaignId, dueOn, ...args }, { deps }) =>
      connection(await listReports(deps, campaignId, dueOn, args)),
  },
  Mutation: {
    saveActionPlan: async (_root, { input }, { deps }) =>
      toPayload('actionPlan', await saveActionPlan(deps, input)),
    submitProgressReport: async (_root, { input }, { deps }) =>
      toPayload('progressReport', await submitProgressReport(deps, input)),
    reviewCampaign: async (_root, { input }, { deps }) =>
      toPayload('campaign', await reviewCampaign(deps, input)),
  },
  Campaign: {
    reviews: async (campaign, args, { deps }) =>
      connection(await deps.campaignWork.pageReviews(campaign.id, args)),
  },
  AddressedUnit: {
    actionPlan: async (part, _args, { deps }) => (await viewPlanOf(deps, part)) ?? null,
    reports: async (part, args, { deps }) => connection(await listReportsOf(deps, part, args)),
  },
  ActionPlan: {
    campaign: ({ campaignId }, _args, { deps }) => campaignOf(deps, campaignId),
    unit: ({ unitId }, _args, { deps }) => unitOf(deps.units, unitId),
  },
  ProgressReport: {
    campaign: ({ campaignId }, _args, { deps }) => campaignOf(deps, campaignId),
    unit: ({ unitId }, _args, { deps }) => unitOf(deps.units, unitId),
  },
  CampaignReview: { campaign: ({ campaignId }, _args, { deps }) => campaignOf(deps, campaignId) },
};
