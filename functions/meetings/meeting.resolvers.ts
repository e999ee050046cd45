import type { Resolvers } from '../generated/graphql.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { lawStatus } from '../law/datum.ts';
import { viewDossier } from '../dossiers/view-dossier.ts';
import { completeTask, recordConclusion, signMinutes } from './conclude-meeting.ts';
import { openMeeting, recordAttendance } from './hold-meeting.ts';
import { cancelMeeting, changeAgenda, conveneMeeting, moveMeeting, planMeeting } from './plan-meeting.ts';
import { listMeetings, meetingActionsFor, viewMeeting } from './view-meetings.ts';

export const meetingResolvers: Resolvers = {
  Query: {
    meeting: async (_root, { id }, { deps }) => (await viewMeeting(deps, id)) ?? null,
  },
  Mutation: {
    planMeeting: async (_root, { input }, { deps }) => toPayload('meeting', await planMeeting(deps, input)),
    changeAgenda: async (_root, { input }, { deps }) => toPayload('meeting', await changeAgenda(deps, input)),
    conveneMeeting: async (_root, { input }, { deps }) =>
      toPayload('meeting', await conveneMeeting(deps, input)),
    recordAttendance: async (_root, { input }, { deps }) =>
      toPayload('meeting', await recordAttendance(deps, input)),
    openMeeting: async (_root, { input }, { deps }) => toPayload('meeting', await openMeeting(deps, input)),
    recordConclusion: async (_root, { input }, { deps }) =>
      toPayload('meeting', await recordConclusion(deps, input)),
    completeTask: async (_root, { input }, { deps }) => toPayload('meeting', await completeTask(deps, input)),
    signMinutes: async (_root, { input }, { deps }) => toPayload('meeting', await signMinutes(deps, input)),
    moveMeeting: async (_root, { input }, { deps }) => toPayload('meeting', await moveMeeting(deps, input)),
    cancelMeeting: async (_root, { input }, { deps }) =>
      toPayload('meeting', await cancelMeeting(deps, input)),
  },
  Council: {
    meetings: async (council, args, { deps }) => connection(await listMeetings(deps, council, args)),
  },
  Meeting: {
    council: async (meeting, _args, { deps }) => {
      const council = await deps.councils.get(meeting.councilId);
      if (!council) throw new Error(`${meeting.id} belongs to no council`);
      return council;
    },
    agenda: async (meeting, _args, { deps }) =>
      Promise.all(
        meeting.agenda.map(async (dossierId) => ({
          dossierId,
          dossier: (await viewDossier(deps, dossierId)) ?? null,
        })),
      ),
    availableActions: (meeting, _args, { deps }) => meetingActionsFor(deps, meeting),
  },
  Quorum: { status: (quorum) => lawStatus(quorum.status) },
  MeetingTask: {
    doneOn: ({ done }) => done?.on ?? null,
    doneNote: ({ done }) => done?.note ?? null,
    ownerUnit: async ({ ownerUnitId }, _args, { deps }) =>
      ownerUnitId && ((await deps.units.registry()).get(ownerUnitId) ?? null),
  },
};
