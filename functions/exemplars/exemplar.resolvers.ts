import { viewCampaign } from '../campaigns/view-campaigns.ts';
import type { Resolvers } from '../generated/graphql.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { viewSubject } from '../subjects/view-subjects.ts';
import { viewerOf } from '../units/viewer.ts';
import { enrolExemplarUnits } from './enrol-exemplar-units.ts';
import { exemplarMachine, yearMachine } from './exemplar.policy.ts';
import { bandOf } from './exemplar-year.ts';
import {
  closeExemplar,
  introduceExemplar,
  recordReplication,
  withdrawExemplar,
} from './introduce-exemplar.ts';
import {
  addNurtureTask,
  approveExemplar,
  approveExtraExemplar,
  finishNurtureTask,
  verifyExemplar,
} from './nurture-exemplar.ts';
import { openExemplarDossier } from './open-exemplar-dossier.ts';
import { openExemplarYear, reloadYear } from './open-exemplar-year.ts';
import { recordExemplar, updateExemplar } from './record-exemplar.ts';
import { saveExemplarPlan } from './save-exemplar-plan.ts';
import {
  exemplarHistory,
  exemplarYearOf,
  forStaff,
  listCoverage,
  listIntroduced,
  listOfUnit,
  viewExemplar,
  viewExemplarUnit,
} from './view-exemplars.ts';

export const exemplarResolvers: Resolvers = {
  Query: {
    exemplar: async (_root, { id }, { deps }) => (await viewExemplar(deps, id)) ?? null,
    exemplarYear: async (_root, args, { deps }) => (await exemplarYearOf(deps, args)) ?? null,
    exemplarUnit: async (_root, args, { deps }) => (await viewExemplarUnit(deps, args)) ?? null,
  },
  Mutation: {
    openExemplarYear: async (_root, { input }, { deps }) =>
      toPayload('exemplarYear', await openExemplarYear(deps, input)),
    enrolExemplarUnits: async (_root, { input }, { deps }) =>
      toPayload('exemplarYear', await enrolExemplarUnits(deps, input)),
    saveExemplarPlan: async (_root, { input }, { deps }) =>
      toPayload('exemplarUnit', await saveExemplarPlan(deps, input)),
    recordExemplar: async (_root, { input }, { deps }) =>
      toPayload('exemplar', await recordExemplar(deps, input)),
    updateExemplar: async (_root, { input }, { deps }) =>
      toPayload('exemplar', await updateExemplar(deps, input)),
    verifyExemplar: async (_root, { input }, { deps }) =>
      toPayload('exemplar', await verifyExemplar(deps, input)),
    approveExemplar: async (_root, { input }, { deps }) =>
      toPayload('exemplar', await approveExemplar(deps, input)),
    addNurtureTask: async (_root, { input }, { deps }) =>
      toPayload('exemplar', await addNurtureTask(deps, input)),
    finishNurtureTask: async (_root, { input }, { deps }) =>
      toPayload('exemplar', await finishNurtureTask(deps, input)),
    approveExtraExemplar: async (_root, { input }, { deps }) =>
      toPayload('exemplar', await approveExtraExemplar(deps, input)),
    introduceExemplar: async (_root, { input }, { deps }) =>
      toPayload('exemplar', await introduceExemplar(deps, input)),
    recordReplication: async (_root, { input }, { deps }) =>
      toPayload('exemplar', await recordReplication(deps, input)),
    closeExemplar: async (_root, { input }, { deps }) =>
      toPayload('exemplar', await closeExemplar(deps, input)),
    withdrawExemplar: async (_root, { input }, { deps }) =>
      toPayload('exemplar', await withdrawExemplar(deps, input)),
    openExemplarDossier: async (_root, { input }, { deps }) =>
      toPayload('exemplar', await openExemplarDossier(deps, input)),
  },
  ExemplarLimits: {
    status: (limits) => (limits.status === 'confirmed' ? 'CONFIRMED' : 'UNVERIFIED'),
  },
  ExemplarYear: {
    hostUnit: async (year, _args, { deps }) => (await deps.units.registry()).require(year.hostUnitId),
    coverage: async (year, { of, ...args }, { deps }) => connection(await listCoverage(deps, year, of, args)),
    introduced: async (year, args, { deps }) => connection(await listIntroduced(deps, year, args)),
    availableActions: async (year, _args, { deps }) =>
      yearMachine.availableActions(year, await viewerOf(deps)),
  },
  ExemplarUnit: {
    unit: async ({ unitId }, _args, { deps }) => (await deps.units.registry()).require(unitId),
    band: ({ introduced, limits }) => bandOf(introduced, limits),
    exemplars: async (unit, { status, ...args }, { deps }) =>
      connection(await listOfUnit(deps, unit, status ?? null, args)),
  },
  Replication: {
    unit: async ({ unitId }, _args, { deps }) =>
      unitId && ((await deps.units.registry()).get(unitId) ?? null),
  },
  Exemplar: {
    exemplarYear: async ({ yearId }, _args, { deps }) => {
      const year = await reloadYear(deps, yearId);
      if (!year) throw new Error(`an exemplar names an unknown year ${yearId}`);
      return year;
    },
    unit: async ({ unitId }, _args, { deps }) => (await deps.units.registry()).require(unitId),
    campaign: async ({ campaignId }, _args, { deps }) =>
      campaignId && ((await viewCampaign(deps, campaignId)) ?? null),
    subject: async ({ subjectId }, _args, { deps }) => (await viewSubject(deps, subjectId)) ?? null,
    verification: (one, _args, { deps }) => forStaff(deps, one, one.verification),
    approval: (one, _args, { deps }) => forStaff(deps, one, one.approval),
    extra: (one, _args, { deps }) => forStaff(deps, one, one.extra),
    nurture: (one, _args, { deps }) => forStaff(deps, one, one.nurture),
    dossierIds: (one, _args, { deps }) => forStaff(deps, one, one.dossierIds),
    closingReason: (one, _args, { deps }) => forStaff(deps, one, one.closingReason),
    history: async (one, args, { deps }) => {
      const page = await exemplarHistory(deps, one, args);
      return page && connection(page);
    },
    availableActions: async (one, _args, { deps }) =>
      exemplarMachine.availableActions(one, await viewerOf(deps)),
  },
};
