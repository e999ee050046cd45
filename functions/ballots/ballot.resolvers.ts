import type { Resolvers } from '../generated/graphql.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { lawStatus } from '../law/datum.ts';
import { ownSeat } from '../councils/council.policy.ts';
import { castBallot } from './cast-ballot.ts';
import { annulBallot, closeBallot } from './close-ballot.ts';
import { concludeDossier } from './conclude-dossier.ts';
import { createBallot } from './create-ballot.ts';
import { fewVoters } from './ballot.ts';
import { openBallot } from './open-ballot.ts';
import { viewParticipation } from './participation.ts';
import { declareConflict, waiveConflict } from './settle-conflicts.ts';
import { enterCount, signCount } from './sign-count.ts';
import { takeBallotPaper } from './take-paper.ts';
import {
  ballotActionsFor,
  listBallots,
  listNominees,
  seen,
  viewBallot,
  viewConfidential,
  viewConflicts,
  viewCountMinutes,
  viewExport,
  viewSheets,
} from './view-ballots.ts';
import { withBallots } from './with-ballots.ts';
import { writeOpinion } from './written-opinion.ts';

export const ballotResolvers: Resolvers = {
  Query: {
    ballot: async (_root, { id }, { deps }) => (await viewBallot(withBallots(deps), id)) ?? null,
  },
  Mutation: {
    createBallot: async (_root, { input }, { deps }) =>
      toPayload('ballot', await createBallot(withBallots(deps), input)),
    declareConflict: async (_root, { input }, { deps }) =>
      toPayload('ballot', await declareConflict(withBallots(deps), input)),
    waiveConflict: async (_root, { input }, { deps }) =>
      toPayload('ballot', await waiveConflict(withBallots(deps), input)),
    openBallot: async (_root, { input }, { deps }) =>
      toPayload('ballot', await openBallot(withBallots(deps), input)),
    takeBallotPaper: async (_root, { input }, { deps }) =>
      toPayload('paper', await takeBallotPaper(withBallots(deps), input)),
    castBallot: async (_root, { input }, { deps }) =>
      toPayload('accepted', await castBallot(withBallots(deps), input)),
    writeOpinion: async (_root, { input }, { deps }) =>
      toPayload('ballot', await writeOpinion(withBallots(deps), input)),
    closeBallot: async (_root, { input }, { deps }) =>
      toPayload('ballot', await closeBallot(withBallots(deps), input)),
    enterCount: async (_root, { input }, { deps }) =>
      toPayload('ballot', await enterCount(withBallots(deps), input)),
    signCount: async (_root, { input }, { deps }) =>
      toPayload('ballot', await signCount(withBallots(deps), input)),
    annulBallot: async (_root, { input }, { deps }) =>
      toPayload('ballot', await annulBallot(withBallots(deps), input)),
    concludeDossier: async (_root, { input }, { deps }) =>
      toPayload('ballot', await concludeDossier(withBallots(deps), input)),
  },
  Council: {
    participation: (council, args, { deps }) => viewParticipation(withBallots(deps), council, args),
  },
  Meeting: {
    ballots: async (meeting, args, { deps }) =>
      connection(await listBallots(withBallots(deps), meeting, args)),
  },
  Ballot: {
    dossierIds: (ballot) => ballot.dossiers.map((one) => one.id),
    members: (ballot) => ballot.members.length,
    nominees: async (ballot, args, { deps }) =>
      connection(await listNominees(withBallots(deps), ballot, args)),
    sheets: (ballot, _args, { deps }) => viewSheets(withBallots(deps), ballot),
    conflicts: (ballot, _args, { deps }) => viewConflicts(withBallots(deps), ballot),
    countMinutes: async (ballot, _args, { deps }) =>
      (await viewCountMinutes(withBallots(deps), ballot)) ?? null,
    export: async (ballot, _args, { deps }) => (await viewExport(withBallots(deps), ballot)) ?? null,
    availableActions: (ballot, _args, { deps }) => ballotActionsFor(withBallots(deps), ballot),
    mySeat: async (ballot, _args, { deps }) => {
      const of = await seen(withBallots(deps), ballot);
      return (of && ownSeat(of.council, of.viewer)?.number) ?? null;
    },
  },
  BallotSheet: {
    fewVoters: (sheet) => sheet.seats.length < fewVoters,
    credentialKey: (sheet) => sheet.keys?.credentialKey ?? null,
    sealingKey: (sheet) => sheet.keys?.sealingKey ?? null,
  },
  BallotNominee: {
    unit: async (row, _args, { deps }) => (await deps.units.registry()).get(row.unitId) ?? null,
    confidential: async (row, _args, { deps }) => (await viewConfidential(withBallots(deps), row)) ?? null,
  },
  BallotOutcome: { lawStatus: (outcome) => lawStatus(outcome.status) },
};
