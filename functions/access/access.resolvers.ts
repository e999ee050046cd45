import type { Resolvers } from '../generated/graphql.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { registerUser } from './register-user.ts';
import { setGrants } from './set-grants.ts';
import { listUsers } from './view-user.ts';

export const accessResolvers: Resolvers = {
  Query: {
    me: async (_root, _args, { deps }) => {
      if (deps.userId === undefined) return null;
      const [actor, record] = await Promise.all([deps.actor(), deps.users.get(deps.userId)]);
      return actor.kind === 'user' ? { userId: deps.userId, record, actor } : null;
    },
    users: async (_root, { unitId, ...args }, { deps }) => connection(await listUsers(deps, unitId, args)),
  },
  Mutation: {
    registerUser: async (_root, { input }, { deps }) => toPayload('user', await registerUser(deps, input)),
    setGrants: async (_root, { input }, { deps }) => toPayload('user', await setGrants(deps, input)),
  },
  Me: {
    user: (me) => me.record ?? null,
    grants: (me) => me.actor.grants,
  },
  Grant: {
    unit: async (grant, _args, { deps }) => (await deps.units.registry()).require(grant.unitId),
  },
};
