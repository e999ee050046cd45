import type { PermissionTable, Role } from '../kernel/actor.ts';
import { lead, machine, standsAt, stay, type Place, type StepRule, type Viewer } from '../units/machine.ts';
import { staff, standsOver } from './officer.policy.ts';
import type { PlanTask, PlanTaskStatus, WorkPlan, WorkPlanStatus } from './plan.ts';

const planners: readonly Role[] = ['APPRAISER', 'LEADER'];
const leaders: readonly Role[] = ['LEADER'];
const doers: readonly Role[] = ['OFFICER', 'LEADER'];

const at = (unitId: Place['unitId']): Place => ({ unitId, reach: 'AT' });

export const workPlanActions = ['assign', 'close'] as const;
export type WorkPlanAction = (typeof workPlanActions)[number];

export const workPlanTable: Readonly<Record<WorkPlanAction, StepRule<WorkPlanStatus, 'HOST'>>> = {
  assign: { moves: stay('ISSUED'), roles: planners, side: 'HOST' },
  close: { moves: lead('CLOSED', 'ISSUED'), roles: leaders, side: 'HOST' },
};

export const workPlanMachine = machine({
  name: 'workPlan',
  idField: 'workPlanId',
  actions: workPlanActions,
  table: workPlanTable,
  places: ({ hostUnitId }: WorkPlan) => [at(hostUnitId)],
});

export const planTaskActions = ['report', 'complete', 'reopen', 'change', 'cancel'] as const;
export type PlanTaskAction = (typeof planTaskActions)[number];

export const planTaskTable: Readonly<Record<PlanTaskAction, StepRule<PlanTaskStatus, 'HOST' | 'UNIT'>>> = {
  report: { moves: stay('OPEN'), roles: doers, side: 'UNIT' },
  complete: { moves: lead('DONE', 'OPEN'), roles: doers, side: 'UNIT' },
  reopen: { moves: lead('OPEN', 'DONE'), roles: planners, side: 'HOST' },
  change: { moves: stay('OPEN'), roles: leaders, side: 'HOST' },
  cancel: { moves: lead('CANCELLED', 'OPEN'), roles: leaders, side: 'HOST' },
};

export const planTaskMachine = machine({
  name: 'planTask',
  idField: 'planTaskId',
  actions: planTaskActions,
  table: planTaskTable,
  places: ({ hostUnitId, unitId }: PlanTask, side: 'HOST' | 'UNIT') => [
    at(side === 'HOST' ? hostUnitId : unitId),
  ],
});

export const workPlanPermissions = {
  'workPlan.issue': planners,
  'planTask.list': staff,
  ...workPlanMachine.permissions,
  ...planTaskMachine.permissions,
} satisfies PermissionTable;

/** A plan is an issued document: everybody may know of it. What it asks of whom is told to those whom it concerns. */
export const seesTask = (task: PlanTask, viewer: Viewer): boolean =>
  standsOver(viewer, task.unitId) || standsAt(viewer, staff, at(task.hostUnitId));
