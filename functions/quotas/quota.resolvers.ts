import type { Resolvers } from '../generated/graphql.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { lawStatus } from '../law/datum.ts';
import { freeSeats } from './quota.ts';
import { setQuota, viewQuota } from './set-quota.ts';
import { pageBeyond, viewDossierQuotas } from './view-dossier-quotas.ts';

export const quotaResolvers: Resolvers = {
  Query: {
    quota: async (_root, of, { deps }) => (await viewQuota(deps, of)) ?? null,
  },
  Mutation: {
    setQuota: async (_root, { input }, { deps }) => toPayload('quota', await setQuota(deps, input)),
  },
  Quota: {
    unit: async ({ unitId }, _args, { deps }) => (await deps.units.registry()).require(unitId),
    free: (quota) => freeSeats(quota),
  },
  Dossier: {
    quotas: (dossier, { awardCode }, { deps }) => viewDossierQuotas(deps, dossier, awardCode ?? null),
  },
  DossierQuota: {
    ceilings: ({ ceilings }, { source }) => ceilings.filter((one) => source == null || one.source === source),
  },
  DossierCeiling: {
    status: ({ status }) => lawStatus(status),
    beyond: async (ceiling, args, { deps }) => connection(await pageBeyond(deps, ceiling, args)),
  },
};
