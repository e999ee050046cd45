import type { Resolvers } from '../generated/graphql.ts';
import { listCandidates } from './list-candidates.ts';

export const candidateResolvers: Resolvers = {
  Query: {
    candidates: async (_root, { unitId, awardCode, type, year, includeUnlikely, first, after }, { deps }) => {
      const { edges, endCursor, hasNextPage, looked } = await listCandidates(
        deps,
        { unitId, awardCode, type: type ?? 'MERIT', year, includeUnlikely: includeUnlikely ?? false },
        { first, after },
      );
      return {
        edges,
        nodes: edges.map((edge) => edge.node),
        looked,
        pageInfo: {
          hasNextPage,
          hasPreviousPage: after != null,
          startCursor: edges[0]?.cursor ?? null,
          endCursor,
        },
      };
    },
  },
};
