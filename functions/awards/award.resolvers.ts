import type { Resolvers } from '../generated/graphql.ts';
import { connection } from '../kernel/paging.ts';
import { listAwards } from './list-awards.ts';

export const awardResolvers: Resolvers = {
  Query: {
    awards: async (_root, { filter, ...args }, { deps }) =>
      connection(await listAwards(deps.awards, filter, args)),
    awardCounts: (_root, { year }, { deps }) => deps.awards.countsOf(year),
  },
  Award: {
    unit: async (award, _args, { deps }) => (await deps.units.registry()).get(award.unitId) ?? null,
  },
};
