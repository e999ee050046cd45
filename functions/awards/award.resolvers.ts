import type { AwardFilter, Resolvers } from '../generated/graphql.ts';
import { AppError } from '../kernel/app-error.ts';
import { parseId } from '../kernel/ids.ts';
import { connection, type Page, type PageArgs } from '../kernel/paging.ts';
import type { Award } from './award.ts';
import type { AwardStore } from './award.store.ts';

const empty: Page<Award> = { edges: [], hasNextPage: false, hasPreviousPage: false };

export const awardResolvers: Resolvers = {
  Query: {
    awards: async (_root, { filter, ...args }, { deps }) =>
      connection(await select(deps.awards, filter, args)),
    awardCounts: (_root, { year }, { deps }) => deps.awards.countsOf(year),
  },
  Award: {
    unit: async (award, _args, { deps }) => (await deps.units.registry()).get(award.unitId) ?? null,
  },
};

/** Each filter is a key of its own; two at once would need a filter behind a page, so they are refused. */
async function select(awards: AwardStore, filter: AwardFilter, args: PageArgs): Promise<Page<Award>> {
  const given = Object.values(filter).filter((value) => value != null);
  if (given.length !== 1) throw new AppError('BAD_USER_INPUT', 'Chọn đúng một điều kiện lọc.');
  if (filter.year != null) return awards.pageByYear(filter.year, args);
  if (filter.name != null) return awards.pageByName(filter.name, args);
  if (filter.awardCode != null) return awards.pageByAward(filter.awardCode, args);
  if (filter.decisionNumber != null) return awards.pageByDecisionNumber(filter.decisionNumber, args);
  const unitId = parseId('unt', filter.unitId ?? '');
  return unitId ? awards.pageByUnit(unitId, args) : empty;
}
