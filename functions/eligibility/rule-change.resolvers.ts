import type { Resolvers } from '../generated/graphql.ts';
import { changedLines } from './compare-verdicts.ts';
import { tryRules } from './try-rules.ts';

export const ruleChangeResolvers: Resolvers = {
  Query: {
    ruleChangeImpact: async (_root, { input, after }, { deps }) => {
      const { dossiers, nominees, notJudged, counts, rows, endCursor } = await tryRules(
        deps,
        input,
        after ?? null,
      );
      return {
        dossiers,
        nominees,
        notJudged,
        counts,
        rows: rows.map(({ nominee, before, after: anew }) => ({
          dossierId: nominee.dossierId,
          nomineeId: nominee.id,
          name: nominee.name,
          unitName: nominee.unitName,
          awardCode: nominee.awardCode,
          ruleId: anew.ruleId,
          before: { outcome: before.outcome, tentative: before.tentative },
          after: { outcome: anew.outcome, tentative: anew.tentative },
          changed: changedLines(before, anew),
        })),
        endCursor,
        hasNextPage: endCursor !== null,
      };
    },
  },
};
