import type { Resolvers } from '../generated/graphql.ts';
import { toPayload } from '../kernel/payload.ts';
import { freeSeats } from './quota.ts';
import { setQuota, viewQuota } from './set-quota.ts';

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
};
