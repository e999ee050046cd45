import type { Resolvers } from '../generated/graphql.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { viewOfficer } from '../officers/view-officers.ts';
import { viewerOf } from '../units/viewer.ts';
import { issueTrainingCertificates, recordTrainingResults } from './certify.ts';
import { attachTrainingMaterial, draftTrainingClass } from './draft-class.ts';
import {
  approveTrainingPlan,
  cancelTrainingPlan,
  draftTrainingPlan,
  updateTrainingPlan,
} from './draft-plan.ts';
import { evaluateTraining } from './evaluate.ts';
import {
  cancelTrainingClass,
  finishTrainingClass,
  openTrainingClass,
  recordTrainingAttendance,
  updateTrainingClass,
} from './hold-class.ts';
import { nominateForTraining, withdrawTrainingNomination } from './nominate.ts';
import { nominationMachine, trainingClassMachine, trainingPlanMachine } from './training.policy.ts';
import {
  forHost,
  listClasses,
  listNominations,
  listOffered,
  listPlans,
  means,
  trainingsOf,
  viewClass,
  viewNomination,
  viewPlan,
} from './view-training.ts';

export const trainingResolvers: Resolvers = {
  Query: {
    trainingPlan: async (_root, { id }, { deps }) => (await viewPlan(deps, id)) ?? null,
    trainingPlans: async (_root, { hostUnitId, year, ...args }, { deps }) =>
      connection(await listPlans(deps, { hostUnitId, year }, args)),
    trainingClass: async (_root, { id }, { deps }) => (await viewClass(deps, id)) ?? null,
    trainingClasses: async (_root, { hostUnitId, year, ...args }, { deps }) =>
      connection(await listClasses(deps, { hostUnitId, year }, args)),
    offeredTraining: async (_root, { hostUnitId, year, ...args }, { deps }) =>
      connection(await listOffered(deps, { hostUnitId, year }, args)),
    trainingNomination: async (_root, { id }, { deps }) => (await viewNomination(deps, id)) ?? null,
    trainingNominations: async (_root, { unitId, ...args }, { deps }) =>
      connection(await listNominations(deps, unitId, args)),
  },
  Mutation: {
    draftTrainingPlan: async (_root, { input }, { deps }) =>
      toPayload('trainingPlan', await draftTrainingPlan(deps, input)),
    updateTrainingPlan: async (_root, { input }, { deps }) =>
      toPayload('trainingPlan', await updateTrainingPlan(deps, input)),
    approveTrainingPlan: async (_root, { input }, { deps }) =>
      toPayload('trainingPlan', await approveTrainingPlan(deps, input)),
    cancelTrainingPlan: async (_root, { input }, { deps }) =>
      toPayload('trainingPlan', await cancelTrainingPlan(deps, input)),
    draftTrainingClass: async (_root, { input }, { deps }) =>
      toPayload('trainingClass', await draftTrainingClass(deps, input)),
    updateTrainingClass: async (_root, { input }, { deps }) =>
      toPayload('trainingClass', await updateTrainingClass(deps, input)),
    attachTrainingMaterial: async (_root, { input }, { deps }) =>
      toPayload('trainingClass', await attachTrainingMaterial(deps, input)),
    openTrainingClass: async (_root, { input }, { deps }) =>
      toPayload('trainingClass', await openTrainingClass(deps, input)),
    cancelTrainingClass: async (_root, { input }, { deps }) =>
      toPayload('trainingClass', await cancelTrainingClass(deps, input)),
    nominateForTraining: async (_root, { input }, { deps }) =>
      toPayload('trainingNomination', await nominateForTraining(deps, input)),
    withdrawTrainingNomination: async (_root, { input }, { deps }) =>
      toPayload('trainingNomination', await withdrawTrainingNomination(deps, input)),
    recordTrainingAttendance: async (_root, { input }, { deps }) =>
      toPayload('trainingClass', await recordTrainingAttendance(deps, input)),
    finishTrainingClass: async (_root, { input }, { deps }) =>
      toPayload('trainingClass', await finishTrainingClass(deps, input)),
    recordTrainingResults: async (_root, { input }, { deps }) =>
      toPayload('trainingClass', await recordTrainingResults(deps, input)),
    issueTrainingCertificates: async (_root, { input }, { deps }) =>
      toPayload('trainingClass', await issueTrainingCertificates(deps, input)),
    evaluateTraining: async (_root, { input }, { deps }) =>
      toPayload('trainingNomination', await evaluateTraining(deps, input)),
  },
  TrainingPlan: {
    hostUnit: async ({ hostUnitId }, _args, { deps }) => (await deps.units.registry()).require(hostUnitId),
    availableActions: async (plan, _args, { deps }) =>
      trainingPlanMachine.availableActions(plan, await viewerOf(deps)),
  },
  TrainingClass: {
    hostUnit: async ({ hostUnitId }, _args, { deps }) => (await deps.units.registry()).require(hostUnitId),
    plan: async ({ planId }, _args, { deps }) => (planId && (await viewPlan(deps, planId))) || null,
    seatsTaken: ({ id }, _args, { deps }) => deps.training.seatsTaken(id),
    nominations: async (one, args, { deps }) => {
      const page = await forHost(deps, one, () => deps.training.pageOfClass(one.id, args));
      return page && connection(page);
    },
    evaluation: async ({ id }, _args, { deps }) => means(await deps.training.evaluation(id)),
    comments: async (one, args, { deps }) => {
      const page = await forHost(deps, one, () => deps.training.pageComments(one.id, args));
      return page && connection(page);
    },
    history: async (one, args, { deps }) => {
      const page = await forHost(deps, one, () => deps.training.classHistory(one.id, args));
      return page && connection(page);
    },
    availableActions: async (one, _args, { deps }) =>
      trainingClassMachine.availableActions(one, await viewerOf(deps)),
  },
  TrainingNomination: {
    trainingClass: async ({ classId }, _args, { deps }) => (await viewClass(deps, classId)) ?? null,
    officer: async ({ officerId }, _args, { deps }) => (await viewOfficer(deps, officerId)) ?? null,
    unit: async ({ unitId }, _args, { deps }) => (await deps.units.registry()).require(unitId),
    availableActions: async (one, _args, { deps }) =>
      nominationMachine.availableActions(one, await viewerOf(deps)),
  },
  Officer: {
    trainings: async (officer, args, { deps }) => {
      const page = await trainingsOf(deps, officer, args);
      return page && connection(page);
    },
  },
};
