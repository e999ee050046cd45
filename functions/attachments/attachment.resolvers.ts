import type { Resolvers } from '../generated/graphql.ts';
import { requestUpload } from './request-upload.ts';
import { attachmentDownload, viewAttachment } from './view-attachment.ts';

export const attachmentResolvers: Resolvers = {
  Query: {
    attachment: async (_root, { id }, { deps }) => (await viewAttachment(deps, id)) ?? null,
    attachmentDownload: async (_root, { id }, { deps }) => {
      const link = await attachmentDownload(deps, id);
      return link.ok
        ? { download: link.value, userErrors: [] }
        : { download: null, userErrors: link.refusals };
    },
  },
  Mutation: {
    requestUpload: async (_root, { input }, { deps }) => {
      const asked = await requestUpload(deps, input);
      return asked.ok
        ? { ...asked.value, userErrors: [] }
        : { attachment: null, upload: null, userErrors: asked.refusals };
    },
  },
  Attachment: {
    unit: async (file, _args, { deps }) => {
      const unit = (await deps.units.registry()).get(file.unitId);
      if (!unit) throw new Error(`an attachment of an unknown unit ${file.unitId}`);
      return unit;
    },
  },
};
