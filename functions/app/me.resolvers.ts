import type { Resolvers } from '../generated/graphql.ts';
import { accessResolvers } from '../access/access.resolvers.ts';
import { permissionCodes } from './permissions.ts';

/** Users and grants, with what only the app knows: the actions of every slice that somebody's roles allow. */
export const meResolvers: Resolvers = {
  ...accessResolvers,
  Me: { ...accessResolvers.Me, permissions: (me) => permissionCodes(me.actor) },
};
