import { today } from '../kernel/clock.ts';
import type { Resolvers } from '../generated/graphql.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { classifyOpinions } from './classify-opinions.ts';
import { closePosting } from './close-posting.ts';
import { answerOpinion, classifyOpinion, resolveAccusation } from './handle-opinion.ts';
import { openPosting } from './open-posting.ts';
import { isReceiving } from './posting.ts';
import { revealContact } from './reveal-contact.ts';
import { sendOpinion } from './send-opinion.ts';
import {
  handles,
  listOpinions,
  listPostings,
  trackOpinion,
  viewOpinion,
  viewPosting,
} from './view-postings.ts';

export const postingResolvers: Resolvers = {
  Query: {
    posting: async (_root, { id }, { deps }) => (await viewPosting(deps, id)) ?? null,
    postings: async (_root, { year, ...args }, { deps }) => connection(await listPostings(deps, year, args)),
    opinion: async (_root, { id }, { deps }) => (await viewOpinion(deps, id)) ?? null,
    trackOpinion: async (_root, { code }, { deps }) => (await trackOpinion(deps, code)) ?? null,
  },
  Mutation: {
    openPosting: async (_root, { input }, { deps }) => toPayload('posting', await openPosting(deps, input)),
    closePosting: async (_root, { input }, { deps }) => toPayload('posting', await closePosting(deps, input)),
    sendOpinion: async (_root, { input }, { deps }) => toPayload('receipt', await sendOpinion(deps, input)),
    classifyOpinion: async (_root, { input }, { deps }) =>
      toPayload('opinion', await classifyOpinion(deps, input)),
    classifyOpinions: async (_root, { input }, { deps }) =>
      toPayload('opinions', await classifyOpinions(deps, input)),
    resolveAccusation: async (_root, { input }, { deps }) =>
      toPayload('opinion', await resolveAccusation(deps, input)),
    answerOpinion: async (_root, { input }, { deps }) =>
      toPayload('opinion', await answerOpinion(deps, input)),
    revealContact: async (_root, { input }, { deps }) =>
      toPayload('contact', await revealContact(deps, input)),
  },
  Posting: {
    unit: async (posting, _args, { deps }) => (await deps.units.registry()).require(posting.unitId),
    receiving: (posting, _args, { deps }) => isReceiving(posting, today(deps.clock)),
    list: async (posting, _args, { deps }) => (await deps.postings.list(posting.id)) ?? null,
    rows: async (posting, args, { deps }) => connection(await deps.postings.rows(posting.id, args)),
    dossierIds: async (posting, _args, { deps }) =>
      (await handles(deps, posting.unitId)) ? posting.dossiers.map((one) => one.id) : null,
    opinions: async (posting, { status, ...args }, { deps }) =>
      connection(await listOpinions(deps, posting, status ?? null, args)),
    opinionCounts: async (posting, _args, { deps }) =>
      (await handles(deps, posting.unitId)) ? (await deps.opinions.register(posting.id)).counts : null,
  },
  Opinion: {
    hasContact: (opinion) => opinion.contact !== null,
    about: (opinion, _args, { deps }) => deps.postings.rowsOf(opinion.postingId, opinion.rows),
    history: async (opinion, args, { deps }) => connection(await deps.opinions.history(opinion.id, args)),
  },
  OpinionTrack: {
    outcome: (opinion) => opinion.resolution?.outcome ?? null,
    answer: (opinion) => opinion.answer?.text ?? null,
  },
};
