import { viewUser } from '../access/view-user.ts';
import type { Resolvers } from '../generated/graphql.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { previewInvitation } from './preview-invitation.ts';
import { previewNotice } from './preview-notice.ts';
import { resendMail } from './resend-mail.ts';
import { undeliveredMails } from './undelivered-mails.ts';
import { setNoticeAddress, setNoticeDelivery } from './notice-settings.ts';
import { markNoticesRead } from './mark-notices-read.ts';

export const noticeResolvers: Resolvers = {
  Query: {
    noticePreview: (_root, { input }, { deps }) => previewNotice(deps, input),
    undeliveredMails: async (_root, args, { deps }) => connection(await undeliveredMails(deps, args)),
  },
  Me: {
    notices: async ({ userId }, { unread, ...args }, { deps }) =>
      connection(await deps.notices.page(userId, unread ?? false, args)),
    noticeSettings: ({ userId }, _args, { deps }) => deps.notices.box(userId),
    unreadNotices: ({ userId }, _args, { deps }) => deps.notices.countUnread(userId),
  },
  Mutation: {
    markNoticesRead: async (_root, { input }, { deps }) =>
      toPayload('notices', await markNoticesRead(deps, input)),
    resendMail: async (_root, { input }, { deps }) => toPayload('mail', await resendMail(deps, input)),
    setNoticeDelivery: async (_root, { input }, { deps }) =>
      toPayload('settings', await setNoticeDelivery(deps, input)),
    setNoticeAddress: async (_root, { input }, { deps }) =>
      toPayload('settings', await setNoticeAddress(deps, input)),
  },
  User: {
    // Whoever sees a user's record administers them, or is the user.
    noticeSettings: ({ id }, _args, { deps }) => deps.notices.box(id),
  },
  Meeting: { invitation: (meeting, _args, { deps }) => previewInvitation(deps, meeting) },
  NoticeMail: {
    user: async ({ userId }, _args, { deps }) => (await viewUser(deps, userId)) ?? null,
    kind: async ({ userId, noticeId }, _args, { deps }) =>
      (await deps.notices.get(userId, noticeId))?.kind ?? null,
  },
  Notice: {
    unit: async (notice, _args, { deps }) => (await deps.units.registry()).require(notice.unitId),
  },
};
