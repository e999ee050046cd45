import type { PermissionTable, Role } from '../kernel/actor.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { lead, machine, standsAt, stay, type Place, type StepRule, type Viewer } from '../units/machine.ts';
import { inspectsOwn, type Inspection, type InspectionStatus } from './inspection.ts';
import type { InspectionPlan, PlanStatus } from './plan.ts';
import { isLate, type Recommendation, type RecommendationStatus } from './recommendation.ts';

const staff: readonly Role[] = ['OFFICER', 'APPRAISER', 'LEADER', 'AUDITOR'];
const planners: readonly Role[] = ['APPRAISER', 'LEADER'];
const leaders: readonly Role[] = ['LEADER'];

const at = (unitId: Place['unitId']): Place => ({ unitId, reach: 'AT' });
const over = (unitId: Place['unitId']): Place => ({ unitId, reach: 'OVER' });

const planActions = ['update', 'approve', 'publish', 'cancel'] as const;
export type PlanAction = (typeof planActions)[number];

export const planTable: Readonly<Record<PlanAction, StepRule<PlanStatus, 'HOST'>>> = {
  update: { moves: stay('DRAFT'), roles: planners, side: 'HOST' },
  approve: { moves: lead('APPROVED', 'DRAFT'), roles: leaders, side: 'HOST' },
  publish: { moves: stay('APPROVED'), roles: leaders, side: 'HOST' },
  cancel: { moves: lead('CANCELLED', 'DRAFT', 'APPROVED'), roles: leaders, side: 'HOST' },
};

export const planMachine = machine({
  name: 'inspectionPlan',
  idField: 'planId',
  actions: planActions,
  table: planTable,
  places: ({ hostUnitId }: InspectionPlan) => [at(hostUnitId)],
});

export const inspectionActions = [
  'changeTeam',
  'visit',
  'find',
  'conclude',
  'settle',
  'publish',
  'recommend',
  'cancel',
] as const;
export type InspectionAction = (typeof inspectionActions)[number];

/** A conclusion has no row before a visit: that is what "never before a visit" rests on. */
export const inspectionTable: Readonly<
  Record<InspectionAction, StepRule<InspectionStatus, 'HOST' | 'TEAM'>>
> = {
  changeTeam: { moves: stay('DECIDED', 'VISITED'), roles: leaders, side: 'HOST' },
  visit: { moves: lead('VISITED', 'DECIDED', 'VISITED'), roles: staff, side: 'TEAM' },
  find: { moves: stay('VISITED'), roles: staff, side: 'TEAM' },
  conclude: { moves: lead('CONCLUDED', 'VISITED'), roles: leaders, side: 'HOST' },
  settle: { moves: stay('CONCLUDED'), roles: leaders, side: 'HOST' },
  publish: { moves: stay('CONCLUDED'), roles: leaders, side: 'HOST' },
  recommend: { moves: stay('CONCLUDED'), roles: planners, side: 'HOST' },
  cancel: { moves: lead('CANCELLED', 'DECIDED'), roles: leaders, side: 'HOST' },
};

export const isTeam = ({ team }: Inspection, { actor }: Viewer): boolean =>
  actor.kind === 'user' && team.some((one) => one.userId === actor.userId);

export const inspectionMachine = machine({
  name: 'inspection',
  idField: 'inspectionId',
  actions: inspectionActions,
  table: inspectionTable,
  places: ({ hostUnitId }: Inspection, side: 'HOST' | 'TEAM') => (side === 'HOST' ? [at(hostUnitId)] : []),
  member: (side, root, viewer) => side === 'TEAM' && isTeam(root, viewer),
  // Asked again at every step: a member may have moved to the inspected unit since the team was made.
  more: (action, root, viewer) => (inspectionTable[action].side === 'TEAM' ? ownUnit(root, viewer) : []),
});

const ownUnit = ({ unitId }: Inspection, { actor, registry, on }: Viewer): readonly Refusal[] =>
  actor.kind === 'user' && inspectsOwn(actor.grants, unitId, registry, on)
    ? [refusal('INSPECTION_OWN_UNIT', 'inspectionId', { name: actor.name })]
    : [];

export const recommendationActions = ['remedy', 'verify', 'reject', 'escalate'] as const;
export type RecommendationAction = (typeof recommendationActions)[number];

export const recommendationTable: Readonly<
  Record<RecommendationAction, StepRule<RecommendationStatus, 'HOST' | 'OWNER'>>
> = {
  remedy: { moves: lead('REMEDIED', 'OPEN'), roles: ['OFFICER', 'LEADER'], side: 'OWNER' },
  verify: { moves: lead('VERIFIED', 'REMEDIED'), roles: planners, side: 'HOST' },
  reject: { moves: lead('OPEN', 'REMEDIED'), roles: planners, side: 'HOST' },
  escalate: { moves: stay('OPEN', 'REMEDIED'), roles: [...planners, 'AUDITOR'], side: 'HOST' },
};

export const recommendationMachine = machine({
  name: 'recommendation',
  idField: 'recommendationId',
  actions: recommendationActions,
  table: recommendationTable,
  places: ({ hostUnitId, ownerUnitId }: Recommendation, side: 'HOST' | 'OWNER') => [
    at(side === 'HOST' ? hostUnitId : ownerUnitId),
  ],
  more: (action, root, { actor, on }) => {
    if (action === 'escalate' && !isLate(root, on))
      return [refusal('RECOMMENDATION_NOT_LATE', 'recommendationId', { dueOn: root.dueOn })];
    const judged = action === 'verify' || action === 'reject';
    const own = actor.kind === 'user' && root.remedies.at(-1)?.by === actor.userId;
    return judged && own ? [refusal('RECOMMENDATION_OWN', 'recommendationId')] : [];
  },
});

export const inspectionPermissions = {
  'inspectionPlan.draft': planners,
  'checklist.save': planners,
  'inspection.decide': leaders,
  'inspection.coverage': staff,
  ...planMachine.permissions,
  ...inspectionMachine.permissions,
  ...recommendationMachine.permissions,
} satisfies PermissionTable;

/** Works at the unit that inspects, or over it. */
export const seesHost = (viewer: Viewer, hostUnitId: Place['unitId']): boolean =>
  standsAt(viewer, staff, over(hostUnitId));

export const seesPlan = (plan: InspectionPlan, viewer: Viewer): boolean =>
  (plan.publication !== null && plan.status === 'APPROVED') || seesHost(viewer, plan.hostUnitId);

const isInside = (one: Inspection, viewer: Viewer): boolean =>
  isTeam(one, viewer) || seesHost(viewer, one.hostUnitId);

/** The inspected unit knows that it is inspected; the public, what was published of it. */
export const seesInspection = (one: Inspection, viewer: Viewer): boolean =>
  one.publication !== null || isInside(one, viewer) || standsAt(viewer, staff, at(one.unitId));

/** Minutes and findings are the inspectors' own until there is a conclusion, and then the inspected unit's too. */
export const seesFindings = (one: Inspection, viewer: Viewer): boolean =>
  isInside(one, viewer) || (one.status === 'CONCLUDED' && standsAt(viewer, staff, at(one.unitId)));

export const seesConclusion = (one: Inspection, viewer: Viewer): boolean =>
  one.publication !== null || seesFindings(one, viewer);

export const seesRecommendation = (one: Recommendation, viewer: Viewer): boolean =>
  seesHost(viewer, one.hostUnitId) ||
  standsAt(viewer, staff, at(one.ownerUnitId)) ||
  one.escalations.some(({ toUnitId }) => standsAt(viewer, staff, at(toUnitId)));
