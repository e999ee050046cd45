import type { Resolvers } from '../generated/graphql.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { markNoticesRead } from './mark-notices-read.ts';

export const noticeResolvers: Resolvers = {
  Me: {
    notices: async ({ userId }, { unread, ...args }, { deps }) =>
      connection(await deps.notices.page(userId, unread ?? false, args)),
    unreadNotices: ({ userId }, _args, { deps }) => deps.notices.countUnread(userId),
  },
  Mutation: {
    markNoticesRead: async (_root, { input }, { deps }) =>
      toPayload('notices', await markNoticesRead(deps, input)),
  },
  Notice: {
    unit: async (notice, _args, { deps }) => (await deps.units.registry()).require(notice.unitId),
  },
};
