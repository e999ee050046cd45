import type { Resolvers } from '../generated/graphql.ts';
import { instant } from '../kernel/clock.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { fileNameOf, statusOf } from './export.ts';
import { startExport } from './start-export.ts';
import { exportDownload, listExports, viewExport } from './view-exports.ts';

export const exportResolvers: Resolvers = {
  Query: {
    export: async (_root, { id }, { deps }) => (await viewExport(deps, id)) ?? null,
    exports: async (_root, args, { deps }) => connection(await listExports(deps, args)),
    exportDownload: async (_root, { id }, { deps }) => toPayload('download', await exportDownload(deps, id)),
  },
  Mutation: {
    startExport: async (_root, { input }, { deps }) => toPayload('export', await startExport(deps, input)),
  },
  Export: {
    list: ({ ask }) => ask.list,
    fileName: (one) => fileNameOf(one),
    status: (one, _args, { deps }) => statusOf(one, instant(deps.clock)),
  },
};
