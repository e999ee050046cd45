import type { Resolvers } from '../generated/graphql.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { systemUser } from '../kernel/system-user.ts';
import {
  addRecommendation,
  cancelInspection,
  concludeInspection,
  publishConclusion,
} from './conclude-inspection.ts';
import { decideInspection } from './decide-inspection.ts';
import {
  approveInspectionPlan,
  cancelInspectionPlan,
  draftInspectionPlan,
  publishInspectionPlan,
  updateInspectionPlan,
} from './draft-inspection-plan.ts';
import {
  inspectionMachine,
  isTeam,
  planMachine,
  recommendationMachine,
  seesHost,
} from './inspection.policy.ts';
import { addFinding } from './add-finding.ts';
import { settleFinding } from './settle-finding.ts';
import { isLate } from './recommendation.ts';
import { changeInspectionTeam, recordInspectionVisit } from './run-inspection.ts';
import { createChecklist, reviseChecklist } from './save-checklist.ts';
import { escalateRecommendation, rejectRemedy, submitRemedy, verifyRemedy } from './settle-recommendation.ts';
import {
  conclusionOf,
  inside,
  listChecklists,
  listInspections,
  listInspectionsOfUnit,
  listPlans,
  listRecommendations,
  listUncovered,
  viewChecklist,
  viewInspection,
  viewPlan,
  viewRecommendation,
} from './view-inspections.ts';
import { viewerOf } from '../units/viewer.ts';

export const inspectionResolvers: Resolvers = {
  Query: {
    inspectionPlan: async (_root, { id }, { deps }) => (await viewPlan(deps, id)) ?? null,
    inspectionPlans: async (_root, { hostUnitId, kind, year, ...args }, { deps }) =>
      connection(await listPlans(deps, { hostUnitId, kind, year }, args)),
    publishedInspectionPlans: async (_root, { year, ...args }, { deps }) =>
      connection(await deps.inspections.pagePublishedPlans(year, args)),
    checklist: async (_root, { id, version }, { deps }) =>
      (await viewChecklist(deps, id, version ?? null)) ?? null,
    checklists: async (_root, { hostUnitId, kind, ...args }, { deps }) =>
      connection(await listChecklists(deps, { hostUnitId, kind }, args)),
    inspection: async (_root, { id }, { deps }) => (await viewInspection(deps, id)) ?? null,
    inspections: async (_root, { hostUnitId, kind, year, ...args }, { deps }) =>
      connection(await listInspections(deps, { hostUnitId, kind, year }, args)),
    inspectionsOfUnit: async (_root, { unitId, ...args }, { deps }) =>
      connection(await listInspectionsOfUnit(deps, unitId, args)),
    publishedConclusions: async (_root, args, { deps }) =>
      connection(await deps.inspections.pagePublished(args)),
    recommendation: async (_root, { id }, { deps }) => (await viewRecommendation(deps, id)) ?? null,
    recommendations: async (_root, { unitId, list, ...args }, { deps }) =>
      connection(await listRecommendations(deps, { unitId, list }, args)),
    uninspectedUnits: async (_root, { hostUnitId, kind, notSince, unitKinds, ...args }, { deps }) =>
      connection(await listUncovered(deps, { hostUnitId, kind, notSince, unitKinds }, args)),
  },
  Mutation: {
    draftInspectionPlan: async (_root, { input }, { deps }) =>
      toPayload('inspectionPlan', await draftInspectionPlan(deps, input)),
    updateInspectionPlan: async (_root, { input }, { deps }) =>
      toPayload('inspectionPlan', await updateInspectionPlan(deps, input)),
    approveInspectionPlan: async (_root, { input }, { deps }) =>
      toPayload('inspectionPlan', await approveInspectionPlan(deps, input)),
    publishInspectionPlan: async (_root, { input }, { deps }) =>
      toPayload('inspectionPlan', await publishInspectionPlan(deps, input)),
    cancelInspectionPlan: async (_root, { input }, { deps }) =>
      toPayload('inspectionPlan', await cancelInspectionPlan(deps, input)),
    createChecklist: async (_root, { input }, { deps }) =>
      toPayload('checklist', await createChecklist(deps, input)),
    reviseChecklist: async (_root, { input }, { deps }) =>
      toPayload('checklist', await reviseChecklist(deps, input)),
    decideInspection: async (_root, { input }, { deps }) =>
      toPayload('inspection', await decideInspection(deps, input)),
    changeInspectionTeam: async (_root, { input }, { deps }) =>
      toPayload('inspection', await changeInspectionTeam(deps, input)),
    recordInspectionVisit: async (_root, { input }, { deps }) =>
      toPayload('inspection', await recordInspectionVisit(deps, input)),
    addFinding: async (_root, { input }, { deps }) => toPayload('inspection', await addFinding(deps, input)),
    settleFinding: async (_root, { input }, { deps }) =>
      toPayload('inspection', await settleFinding(deps, input)),
    concludeInspection: async (_root, { input }, { deps }) =>
      toPayload('inspection', await concludeInspection(deps, input)),
    publishConclusion: async (_root, { input }, { deps }) =>
      toPayload('inspection', await publishConclusion(deps, input)),
    cancelInspection: async (_root, { input }, { deps }) =>
      toPayload('inspection', await cancelInspection(deps, input)),
    addRecommendation: async (_root, { input }, { deps }) =>
      toPayload('inspection', await addRecommendation(deps, input)),
    submitRemedy: async (_root, { input }, { deps }) =>
      toPayload('recommendation', await submitRemedy(deps, input)),
    verifyRemedy: async (_root, { input }, { deps }) =>
      toPayload('recommendation', await verifyRemedy(deps, input)),
    rejectRemedy: async (_root, { input }, { deps }) =>
      toPayload('recommendation', await rejectRemedy(deps, input)),
    escalateRecommendation: async (_root, { input }, { deps }) =>
      toPayload('recommendation', await escalateRecommendation(deps, input)),
  },
  InspectionPlan: {
    hostUnit: async ({ hostUnitId }, _args, { deps }) => (await deps.units.registry()).require(hostUnitId),
    inspections: async (plan, args, { deps }) =>
      seesHost(await viewerOf(deps), plan.hostUnitId)
        ? connection(await deps.inspections.pageUnderPlan(plan.id, args))
        : null,
    availableActions: async (plan, _args, { deps }) =>
      planMachine.availableActions(plan, await viewerOf(deps)),
  },
  PlannedVisit: {
    unit: async ({ unitId }, _args, { deps }) => (await deps.units.registry()).require(unitId),
  },
  Checklist: {
    hostUnit: async ({ hostUnitId }, _args, { deps }) => (await deps.units.registry()).require(hostUnitId),
  },
  Inspection: {
    hostUnit: async ({ hostUnitId }, _args, { deps }) => (await deps.units.registry()).require(hostUnitId),
    unit: async ({ unitId }, _args, { deps }) => (await deps.units.registry()).require(unitId),
    plan: async ({ planId }, _args, { deps }) => (planId && (await viewPlan(deps, planId))) ?? null,
    team: async (one, _args, { deps }) => {
      const viewer = await viewerOf(deps);
      return viewer.actor.kind === 'user' ? one.team : null;
    },
    checklist: async ({ checklist }, _args, { deps }) =>
      (checklist && (await viewChecklist(deps, checklist.id, checklist.version))) ?? null,
    visits: (one, _args, { deps }) => inside(deps, one, one.visits),
    findings: (one, _args, { deps }) => inside(deps, one, one.findings),
    proposalDeadline: async (one, _args, { deps }) =>
      (await inside(deps, one, true))
        ? ((await deps.deadlines.get(one.id, 'REVOCATION_PROPOSAL')) ?? null)
        : null,
    conclusion: (one, _args, { deps }) => conclusionOf(deps, one),
    recommendations: async (one, args, { deps }) =>
      (await inside(deps, one, true))
        ? connection(await deps.inspections.pageOfInspection(one.id, args))
        : null,
    history: async (one, args, { deps }) => {
      const viewer = await viewerOf(deps);
      return isTeam(one, viewer) || seesHost(viewer, one.hostUnitId)
        ? connection(await deps.inspections.history(one.id, args))
        : null;
    },
    availableActions: async (one, _args, { deps }) =>
      inspectionMachine.availableActions(one, await viewerOf(deps)),
  },
  InspectionFinding: {
    dossierIds: ({ links }) => links.dossierIds,
    decisionIds: ({ links }) => links.decisionIds,
    subjectIds: ({ links }) => links.subjectIds,
  },
  FindingSettlement: { disciplines: ({ disciplines }) => disciplines.length },
  Recommendation: {
    inspection: async ({ inspectionId }, _args, { deps }) =>
      (await viewInspection(deps, inspectionId)) ?? null,
    ownerUnit: async ({ ownerUnitId }, _args, { deps }) => (await deps.units.registry()).require(ownerUnitId),
    late: async (one, _args, { deps }) => isLate(one, (await viewerOf(deps)).on),
    availableActions: async (one, _args, { deps }) =>
      recommendationMachine.availableActions(one, await viewerOf(deps)),
  },
  Escalation: {
    bySchedule: ({ by }) => by === systemUser,
    toUnit: async ({ toUnitId }, _args, { deps }) => (await deps.units.registry()).require(toUnitId),
  },
};
