import type { Resolvers } from '../generated/graphql.ts';
import { toPayload } from '../kernel/payload.ts';
import { lawStatus } from '../law/datum.ts';
import { askEligibility } from './ask-eligibility.ts';
import { linesOf } from './flatten.ts';

export const eligibilityResolvers: Resolvers = {
  Query: {
    eligibility: async (_root, { input }, { deps }) =>
      toPayload('verdict', await askEligibility(deps, { ...input, type: input.type ?? 'MERIT' })),
  },
  EligibilityVerdict: {
    status: ({ status }) => lawStatus(status),
    conditions: (verdict) => linesOf(verdict),
  },
};
