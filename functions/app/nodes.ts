import { viewUser } from '../access/view-user.ts';
import type { ResolversTypes } from '../generated/graphql.ts';
import { parseId, type idTypes, type IdPrefix } from '../kernel/ids.ts';
import { viewRound } from '../rounds/view-rounds.ts';
import type { Context } from './context.ts';

type NodeType = (typeof idTypes)[IdPrefix];

/** How to load each type of node for the caller; undefined when absent or not visible. */
type NodeLoader = (id: string, ctx: Context) => Promise<Awaited<ResolversTypes['Node']> | undefined>;

export const nodeLoaders: Partial<Record<NodeType, NodeLoader>> = {
  Unit: async (raw, { deps }) => {
    const id = parseId('unt', raw);
    const unit = id && (await deps.units.registry()).get(id);
    return unit && { ...unit, __typename: 'Unit' };
  },
  Award: async (raw, { deps }) => {
    const id = parseId('awd', raw);
    const award = id && (await deps.awards.get(id));
    return award && { ...award, __typename: 'Award' };
  },
  Round: async (raw, { deps }) => {
    const round = await viewRound(deps, raw);
    return round && { ...round, __typename: 'Round' };
  },
  User: async (raw, { deps }) => {
    const user = await viewUser(deps, raw);
    return user && { ...user, __typename: 'User' };
  },
};
