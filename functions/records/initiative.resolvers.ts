import type { Resolvers } from '../generated/graphql.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import {
  correctInitiative,
  markInitiativeUsed,
  recordInitiative,
  withdrawInitiative,
} from './change-initiative.ts';
import { viewAuthor, viewInitiative } from './view-initiative.ts';

export const initiativeResolvers: Resolvers = {
  Query: {
    initiative: async (_root, { id }, { deps }) => (await viewInitiative(deps, id)) ?? null,
  },
  Mutation: {
    recordInitiative: async (_root, { input }, { deps }) =>
      toPayload('initiative', await recordInitiative(deps, input)),
    correctInitiative: async (_root, { input }, { deps }) =>
      toPayload('initiative', await correctInitiative(deps, input)),
    withdrawInitiative: async (_root, { input }, { deps }) =>
      toPayload('initiative', await withdrawInitiative(deps, input)),
    markInitiativeUsed: async (_root, { input }, { deps }) =>
      toPayload('initiative', await markInitiativeUsed(deps, input)),
  },
  Initiative: {
    history: async (initiative, args, { deps }) =>
      connection(await deps.initiatives.history(initiative.id, args)),
  },
  InitiativeAuthor: {
    subject: async (author, _args, { deps }) => (await viewAuthor(deps, author)) ?? null,
  },
};
