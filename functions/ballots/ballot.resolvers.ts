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
import { viewPrint } from './view-print.ts';
import { writeOpinion } from './written-opinion.ts';

export const ballotResolvers: Resolvers = {
  Query: {
    ballot: async (_root, { id }, { deps }) => (await viewBallot(deps, id)) ?? null,
  },
  Mutation: {
    createBallot: async (_root, { input }, { deps }) => toPayload('ballot', await createBallot(deps, input)),
    declareConflict: async (_root, { input }, { deps }) =>
      toPayload('ballot', await declareConflict(deps, input)),
    waiveConflict: async (_root, { input }, { deps }) =>
      toPayload('ballot', await waiveConflict(deps, input)),
    openBallot: async (_root, { input }, { deps }) => toPayload('ballot', await openBallot(deps, input)),
    takeBallotPaper: async (_root, { input }, { deps }) =>
      toPayload('paper', await takeBallotPaper(deps, input)),
    castBallot: async (_root, { input }, { deps }) => toPayload('accepted', await castBallot(deps, input)),
    writeOpinion: async (_root, { input }, { deps }) => toPayload('ballot', await writeOpinion(deps, input)),
    closeBallot: async (_root, { input }, { deps }) => toPayload('ballot', await closeBallot(deps, input)),
    enterCount: async (_root, { input }, { deps }) => toPayload('ballot', await enterCount(deps, input)),
    signCount: async (_root, { input }, { deps }) => toPayload('ballot', await signCount(deps, input)),
    annulBallot: async (_root, { input }, { deps }) => toPayload('ballot', await annulBallot(deps, input)),
    concludeDossier: async (_root, { input }, { deps }) =>
      toPayload('ballot', await concludeDossier(deps, input)),
  },
  Council: {
    participation: (council, args, { deps }) => viewParticipation(deps, council, args),
  },
  Meeting: {
    ballots: async (meeting, args, { deps }) => connection(await listBallots(deps, meeting, args)),
  },
  Ballot: {
    dossierIds: (ballot) => ballot.dossiers.map((one) => one.id),
    members: (ballot) => ballot.members.length,
    nominees: async (ballot, args, { deps }) => connection(await listNominees(deps, ballot, args)),
    sheets: (ballot, _args, { deps }) => viewSheets(deps, ballot),
    conflicts: (ballot, _args, { deps }) => viewConflicts(deps, ballot),
    countMinutes: async (ballot, _args, { deps }) => (await viewCountMinutes(deps, ballot)) ?? null,
    print: (ballot, args, { deps }) => viewPrint(deps, ballot, args),
    export: async (ballot, args, { deps }) => (await viewExport(deps, ballot, args)) ?? null,
    availableActions: (ballot, _args, { deps }) => ballotActionsFor(deps, ballot),
    mySeat: async (ballot, _args, { deps }) => {
      const of = await seen(deps, ballot);
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
    confidential: async (row, _args, { deps }) => (await viewConfidential(deps, row)) ?? null,
  },
  BallotOutcome: { lawStatus: (outcome) => lawStatus(outcome.status) },
};
