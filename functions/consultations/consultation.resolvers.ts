import { viewDossier } from '../dossiers/view-dossier.ts';
import type { Resolvers } from '../generated/graphql.ts';
import { today } from '../kernel/clock.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { awardOn } from '../law/awards.ts';
import { lawStatus } from '../law/datum.ts';
import { viewerOf } from '../units/viewer.ts';
import { answerConsultation, recordConsultationAnswer } from './answer-consultation.ts';
import { consultAgency } from './consult-agency.ts';
import { consultationMachine } from './consultation.policy.ts';
import { resolveObjections } from './resolve-objections.ts';
import {
  forHandlers,
  historyOf,
  listOfDossier,
  listOfUnit,
  needsHumanLook,
  pageAsked,
  unlessHidden,
  viewConsultation,
} from './view-consultations.ts';
import { withdrawConsultation } from './withdraw-consultation.ts';

export const consultationResolvers: Resolvers = {
  Query: {
    consultation: async (_root, { id }, { deps }) => (await viewConsultation(deps, id)) ?? null,
    consultations: async (_root, { unitId, side, status, ...args }, { deps }) =>
      connection(await listOfUnit(deps, { unitId, side, status: status ?? null }, args)),
  },
  Mutation: {
    consultAgency: async (_root, { input }, { deps }) =>
      toPayload('consultation', await consultAgency(deps, input)),
    answerConsultation: async (_root, { input }, { deps }) =>
      toPayload('consultation', await answerConsultation(deps, input)),
    recordConsultationAnswer: async (_root, { input }, { deps }) =>
      toPayload('consultation', await recordConsultationAnswer(deps, input)),
    withdrawConsultation: async (_root, { input }, { deps }) =>
      toPayload('consultation', await withdrawConsultation(deps, input)),
    resolveObjections: async (_root, { input }, { deps }) =>
      toPayload('consultation', await resolveObjections(deps, input)),
  },
  Dossier: {
    consultations: async (dossier, args, { deps }) => {
      const page = await listOfDossier(deps, dossier, args);
      return page && connection(page);
    },
  },
  Consultation: {
    dossier: async ({ dossierId }, _args, { deps }) => (await viewDossier(deps, dossierId)) ?? null,
    askerUnit: async ({ askerUnitId }, _args, { deps }) => (await deps.units.registry()).require(askerUnitId),
    agencyUnit: async ({ agencyUnitId }, _args, { deps }) =>
      agencyUnitId && (await deps.units.registry()).require(agencyUnitId),
    wholeList: ({ nomineeIds }) => nomineeIds === null,
    nominees: async (one, args, { deps }) => connection(await pageAsked(deps, one, args)),
    deadline: async ({ id }, _args, { deps }) =>
      (await deps.deadlines.get(id, 'CONSULTATION_ANSWER')) ?? null,
    needsHumanLook: (one, _args, { deps }) => needsHumanLook(deps, one),
    opinions: async ({ id }, args, { deps }) => connection(await deps.consultations.pageOpinions(id, args)),
    history: async (one, args, { deps }) => {
      const page = await historyOf(deps, one, args);
      return page && connection(page);
    },
    availableActions: async (one, _args, { deps }) =>
      consultationMachine.availableActions(one, await viewerOf(deps)),
  },
  ConsultationSilence: { status: ({ status }) => lawStatus(status) },
  ConsultedNominee: {
    awardName: ({ awardCode }, _args, { deps }) => awardOn(awardCode, today(deps.clock))?.name ?? awardCode,
  },
  AgencyOpinion: {
    kind: (one, _args, { deps }) => unlessHidden(deps, one, one.kind),
    text: (one, _args, { deps }) => unlessHidden(deps, one, one.text),
    resolution: (one, _args, { deps }) => forHandlers(deps, one.dossierId, one.resolution),
  },
};
