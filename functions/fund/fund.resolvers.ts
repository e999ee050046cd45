import type { Resolvers } from '../generated/graphql.ts';
import { today } from '../kernel/clock.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { fundActions } from './fund-actions.ts';
import { fundLimit, organisingLimit } from './fund-limit.ts';
import { capacity, spent } from './fund.ts';
import { changeApproval, openFund } from './open-fund.ts';
import { recordFundEntry } from './record-entry.ts';
import { listFunds, viewFund } from './view-funds.ts';

export const fundResolvers: Resolvers = {
  Query: {
    fund: async (_root, { id }, { deps }) => (await viewFund(deps, id)) ?? null,
    funds: async (_root, { unitId, ...args }, { deps }) => connection(await listFunds(deps, unitId, args)),
  },
  Mutation: {
    openFund: async (_root, { input }, { deps }) => toPayload('fund', await openFund(deps, input)),
    changeFundApproval: async (_root, { input }, { deps }) =>
      toPayload('fund', await changeApproval(deps, input)),
    recordFundEntry: async (_root, { input }, { deps }) =>
      toPayload('fund', await recordFundEntry(deps, input)),
  },
  Fund: {
    unit: async ({ unitId }, _args, { deps }) => (await deps.units.registry()).require(unitId),
    limit: (fund) => fundLimit(fund) ?? null,
    received: ({ sums }) => sums.BUDGET + sums.CONTRIBUTION + sums.RECOVERY,
    contributed: ({ sums }) => sums.CONTRIBUTION,
    recovered: ({ sums }) => sums.RECOVERY,
    paid: ({ sums }) => sums.BONUS,
    organising: ({ sums }) => sums.ORGANISING,
    organisingLimit: (fund) => organisingLimit(fund) ?? null,
    capacity: (fund) => capacity(fund),
    room: (fund) => capacity(fund) - spent(fund),
    outstanding: ({ unitId, year }, _args, { deps }) => deps.paymentLists.outstanding(unitId, year),
    entries: async (fund, args, { deps }) => connection(await deps.funds.pageEntries(fund.id, args)),
    availableActions: async (fund, _args, { deps }) => {
      const [actor, registry] = await Promise.all([deps.actor(), deps.units.registry()]);
      return fundActions(fund, actor, registry, today(deps.clock));
    },
  },
  FundLimit: { status: ({ status }) => (status === 'confirmed' ? 'CONFIRMED' : 'UNVERIFIED') },
};
