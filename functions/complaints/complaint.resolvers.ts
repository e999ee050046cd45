import type { Resolvers } from '../generated/graphql.ts';
import { today } from '../kernel/clock.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { acceptComplaint, holdForComplaint } from './accept-complaint.ts';
import {
  assignComplaint,
  classifyComplaint,
  refuseComplaint,
  transferComplaint,
} from './classify-complaint.ts';
import { complaintMachine } from './complaint.policy.ts';
import { dueOf, isLateOn, loadClocks } from './clock.ts';
import {
  answerComplaint,
  decideComplaint,
  enforceComplaint,
  extendComplaint,
  recordDialogue,
  recordVerification,
  withdrawComplaint,
} from './resolve-complaint.ts';
import { revealComplainant } from './reveal-complainant.ts';
import { addComplaintFile, sendComplaintFile } from './send-complaint-file.ts';
import { registerComplaint, sendComplaint } from './send-complaint.ts';
import { askWithdrawal, trackComplaint } from './track-complaint.ts';
import {
  clockOf,
  filesOf,
  listAssigned,
  listComplaints,
  sentFilesOf,
  statementOf,
  viewComplaint,
} from './view-complaints.ts';
import { viewerOf } from '../units/viewer.ts';

export const complaintResolvers: Resolvers = {
  Query: {
    complaint: async (_root, { id }, { deps }) => (await viewComplaint(deps, id)) ?? null,
    complaints: async (_root, { unitId, denunciations, status, due, ...args }, { deps }) =>
      connection(await listComplaints(deps, { unitId, denunciations, status, due }, args)),
    assignedComplaints: async (_root, args, { deps }) => connection(await listAssigned(deps, args)),
    trackComplaint: async (_root, { code }, { deps }) => (await trackComplaint(deps, code)) ?? null,
  },
  Mutation: {
    sendComplaint: async (_root, { input }, { deps }) =>
      toPayload('receipt', await sendComplaint(deps, input)),
    sendComplaintFile: async (_root, { input }, { deps }) => {
      const asked = await sendComplaintFile(deps, input);
      return asked.ok
        ? { file: asked.value.attachment, upload: asked.value.upload, userErrors: [] }
        : { file: null, upload: null, userErrors: asked.refusals };
    },
    addComplaintFile: async (_root, { input }, { deps }) => {
      const asked = await addComplaintFile(deps, input);
      return asked.ok
        ? { ...asked.value, userErrors: [] }
        : { attachment: null, upload: null, userErrors: asked.refusals };
    },
    registerComplaint: async (_root, { input }, { deps }) =>
      toPayload('receipt', await registerComplaint(deps, input)),
    askComplaintWithdrawal: async (_root, { input }, { deps }) =>
      toPayload('complaint', await askWithdrawal(deps, input)),
    classifyComplaint: async (_root, { input }, { deps }) =>
      toPayload('complaint', await classifyComplaint(deps, input)),
    transferComplaint: async (_root, { input }, { deps }) =>
      toPayload('complaint', await transferComplaint(deps, input)),
    assignComplaint: async (_root, { input }, { deps }) =>
      toPayload('complaint', await assignComplaint(deps, input)),
    acceptComplaint: async (_root, { input }, { deps }) =>
      toPayload('complaint', await acceptComplaint(deps, input)),
    refuseComplaint: async (_root, { input }, { deps }) =>
      toPayload('complaint', await refuseComplaint(deps, input)),
    holdForComplaint: async (_root, { input }, { deps }) =>
      toPayload('complaint', await holdForComplaint(deps, input)),
    recordVerification: async (_root, { input }, { deps }) =>
      toPayload('complaint', await recordVerification(deps, input)),
    recordDialogue: async (_root, { input }, { deps }) =>
      toPayload('complaint', await recordDialogue(deps, input)),
    extendComplaint: async (_root, { input }, { deps }) =>
      toPayload('complaint', await extendComplaint(deps, input)),
    decideComplaint: async (_root, { input }, { deps }) =>
      toPayload('complaint', await decideComplaint(deps, input)),
    answerComplaint: async (_root, { input }, { deps }) =>
      toPayload('complaint', await answerComplaint(deps, input)),
    enforceComplaint: async (_root, { input }, { deps }) =>
      toPayload('complaint', await enforceComplaint(deps, input)),
    withdrawComplaint: async (_root, { input }, { deps }) =>
      toPayload('complaint', await withdrawComplaint(deps, input)),
    revealComplainant: async (_root, { input }, { deps }) =>
      toPayload('complainant', await revealComplainant(deps, input)),
  },
  ComplaintDue: {
    status: (due) => (due.status === 'confirmed' ? 'CONFIRMED' : 'UNVERIFIED'),
  },
  ComplaintEscalation: {
    toUnit: async ({ toUnitId }, _args, { deps }) =>
      toUnitId && ((await deps.units.registry()).get(toUnitId) ?? null),
  },
  TrackedComplaint: {
    files: async ({ id }, _args, { deps }) =>
      (await sentFilesOf(deps, id)).map(({ attachment }) => attachment),
    handlerUnit: async ({ handlerUnitId }, _args, { deps }) =>
      (await deps.units.registry()).require(handlerUnitId),
  },
  Complaint: {
    first: async ({ firstId }, _args, { deps }) => (firstId && (await viewComplaint(deps, firstId))) ?? null,
    handlerUnit: async ({ handlerUnitId }, _args, { deps }) =>
      (await deps.units.registry()).require(handlerUnitId),
    aboutDecision: async ({ decisionId }, _args, { deps }) =>
      (decisionId && (await deps.dossiers.decision(decisionId))) ?? null,
    named: ({ identity }) => identity !== null,
    statement: (one, _args, { deps }) => statementOf(deps, one),
    files: (one, _args, { deps }) => filesOf(deps, one),
    accusedUnit: async ({ accusedUnitId }, _args, { deps }) =>
      accusedUnitId && ((await deps.units.registry()).get(accusedUnitId) ?? null),
    acceptBy: async (one, _args, { deps }) =>
      dueOf((await loadClocks(deps, one.id)).acceptance) ?? one.acceptBy,
    resolveBy: async (one, _args, { deps }) =>
      dueOf((await loadClocks(deps, one.id)).resolution) ?? one.resolveBy,
    deadline: async (one, _args, { deps }) => (await clockOf(deps, one)) ?? null,
    overdue: async (one, _args, { deps }) => isLateOn(await clockOf(deps, one), today(deps.clock)),

    heldDossierId: ({ held }) => held?.dossierId ?? null,
    heldNomineeIds: ({ held }) => held?.nomineeIds ?? [],
    withdrawalAsked: ({ withdrawalAskedAt }) => withdrawalAskedAt !== null,
    history: async (one, args, { deps }) => connection(await deps.complaints.history(one.id, args)),
    availableActions: async (one, _args, { deps }) =>
      complaintMachine.availableActions(one, await viewerOf(deps)),
  },
};
