import { unitsWithRole, type PermissionTable, type Role } from '../kernel/actor.ts';
import { lead, machine, standsAt, stay, type Place, type StepRule, type Viewer } from '../units/machine.ts';
import type { TrainingClass, TrainingClassStatus } from './class.ts';
import type { Nomination, NominationStatus } from './nomination.ts';
import type { TrainingPlan, TrainingPlanStatus } from './plan.ts';

const staff: readonly Role[] = ['OFFICER', 'APPRAISER', 'LEADER', 'AUDITOR'];
const organisers: readonly Role[] = ['OFFICER', 'APPRAISER', 'LEADER'];
const leaders: readonly Role[] = ['LEADER'];

const at = (unitId: Place['unitId']): Place => ({ unitId, reach: 'AT' });
const over = (unitId: Place['unitId']): Place => ({ unitId, reach: 'OVER' });

export const trainingPlanActions = ['update', 'approve', 'cancel'] as const;
export type TrainingPlanAction = (typeof trainingPlanActions)[number];

export const trainingPlanTable: Readonly<Record<TrainingPlanAction, StepRule<TrainingPlanStatus, 'HOST'>>> = {
  update: { moves: stay('DRAFT'), roles: organisers, side: 'HOST' },
  approve: { moves: lead('APPROVED', 'DRAFT'), roles: leaders, side: 'HOST' },
  cancel: { moves: lead('CANCELLED', 'DRAFT', 'APPROVED'), roles: leaders, side: 'HOST' },
};

export const trainingPlanMachine = machine({
  name: 'trainingPlan',
  idField: 'trainingPlanId',
  actions: trainingPlanActions,
  table: trainingPlanTable,
  places: ({ hostUnitId }: TrainingPlan) => [at(hostUnitId)],
});

export const trainingClassActions = [
  'update',
  'attach',
  'open',
  'attend',
  'finish',
  'grade',
  'certify',
  'cancel',
] as const;
export type TrainingClassAction = (typeof trainingClassActions)[number];

export const trainingClassTable: Readonly<
  Record<TrainingClassAction, StepRule<TrainingClassStatus, 'HOST'>>
> = {
  update: { moves: stay('DRAFT', 'OPEN'), roles: organisers, side: 'HOST' },
  attach: { moves: stay('DRAFT', 'OPEN', 'FINISHED'), roles: organisers, side: 'HOST' },
  open: { moves: lead('OPEN', 'DRAFT'), roles: organisers, side: 'HOST' },
  attend: { moves: stay('OPEN'), roles: organisers, side: 'HOST' },
  finish: { moves: lead('FINISHED', 'OPEN'), roles: organisers, side: 'HOST' },
  grade: { moves: stay('FINISHED'), roles: organisers, side: 'HOST' },
  certify: { moves: stay('FINISHED'), roles: leaders, side: 'HOST' },
  cancel: { moves: lead('CANCELLED', 'DRAFT', 'OPEN'), roles: leaders, side: 'HOST' },
};

export const trainingClassMachine = machine({
  name: 'trainingClass',
  idField: 'trainingClassId',
  actions: trainingClassActions,
  table: trainingClassTable,
  places: ({ hostUnitId }: TrainingClass) => [at(hostUnitId)],
});

const nominationActions = ['withdraw'] as const;

export const nominationTable: Readonly<Record<'withdraw', StepRule<NominationStatus, 'BOTH'>>> = {
  withdraw: { moves: lead('WITHDRAWN', 'NOMINATED'), roles: organisers, side: 'BOTH' },
};

export const nominationMachine = machine({
  name: 'trainingNomination',
  idField: 'trainingNominationId',
  actions: nominationActions,
  table: nominationTable,
  places: ({ unitId, hostUnitId }: Nomination) => [over(unitId), at(hostUnitId)],
});

export const trainingPermissions = {
  'trainingPlan.draft': organisers,
  'trainingClass.draft': organisers,
  'trainingNomination.make': organisers,
  'trainingClass.evaluate': staff,
  'training.list': staff,
  ...trainingPlanMachine.permissions,
  ...trainingClassMachine.permissions,
  ...nominationMachine.permissions,
} satisfies PermissionTable;

/** Works at the unit that holds the training, or over it. */
export const seesHost = (viewer: Viewer, hostUnitId: Place['unitId']): boolean =>
  standsAt(viewer, staff, over(hostUnitId));

/** Those for whom a host may hold training: the staff of units below it. */
export const isBelow = ({ actor, registry, on }: Viewer, hostUnitId: Place['unitId']): boolean =>
  unitsWithRole(actor, staff).some((held) => registry.covers(hostUnitId, held, on));

/** A plan is known below once it is approved; a class, once it takes nominations. */
export const seesTrainingPlan = (plan: TrainingPlan, viewer: Viewer): boolean =>
  seesHost(viewer, plan.hostUnitId) || (plan.status === 'APPROVED' && isBelow(viewer, plan.hostUnitId));

export const seesTrainingClass = (one: TrainingClass, viewer: Viewer): boolean =>
  seesHost(viewer, one.hostUnitId) || (one.status !== 'DRAFT' && isBelow(viewer, one.hostUnitId));

/** The officer's unit, those over it, and the host. */
export const seesNomination = ({ unitId, hostUnitId }: Nomination, viewer: Viewer): boolean =>
  standsAt(viewer, staff, over(unitId)) || seesHost(viewer, hostUnitId);

export const isOrganiser = (viewer: Viewer, hostUnitId: Place['unitId']): boolean =>
  standsAt(viewer, organisers, at(hostUnitId));
