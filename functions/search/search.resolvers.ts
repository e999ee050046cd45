import type { Resolvers } from '../generated/graphql.ts';
import { connection } from '../kernel/paging.ts';
import { search } from './search.ts';

export const searchResolvers: Resolvers = {
  Query: {
    search: async (_root, args, { deps }) => {
      const { page, complete } = await search(deps, args);
      return { ...connection(page), complete };
    },
  },
  SearchHit: {
    unit: async ({ unitId }, _args, { deps }) =>
      unitId && ((await deps.units.registry()).get(unitId) ?? null),
  },
};
