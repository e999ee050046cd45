import type { Resolvers } from '../generated/graphql.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { viewerOf } from '../units/viewer.ts';
import { assignPlanTask, closeWorkPlan } from './assign-task.ts';
import {
  cancelPlanTask,
  changePlanTask,
  completePlanTask,
  reopenPlanTask,
  reportPlanTask,
} from './change-task.ts';
import { issueWorkPlan, reloadPlan } from './issue-plan.ts';
import { planTaskMachine, workPlanMachine } from './plan.policy.ts';
import { isLate } from './plan.ts';
import { listLateHeads, listOfPlan, listPlans, listTasks, listTasksOfHead, viewTask } from './view-plans.ts';

export const workPlanResolvers: Resolvers = {
  Query: {
    workPlan: async (_root, { id }, { deps }) => (await reloadPlan(deps, id)) ?? null,
    workPlans: async (_root, { hostUnitId, year, ...args }, { deps }) =>
      connection(await listPlans(deps, { hostUnitId, year }, args)),
    planTask: async (_root, { id }, { deps }) => (await viewTask(deps, id)) ?? null,
    planTasks: async (_root, { unitId, list, ...args }, { deps }) =>
      connection(await listTasks(deps, { unitId, list }, args)),
    planTasksOfHead: async (_root, { unitId, headId, late, ...args }, { deps }) =>
      connection(await listTasksOfHead(deps, { unitId, headId, late: late ?? false }, args)),
    lateHeads: async (_root, { hostUnitId, ...args }, { deps }) =>
      connection(await listLateHeads(deps, hostUnitId, args)),
  },
  Mutation: {
    issueWorkPlan: async (_root, { input }, { deps }) =>
      toPayload('workPlan', await issueWorkPlan(deps, input)),
    closeWorkPlan: async (_root, { input }, { deps }) =>
      toPayload('workPlan', await closeWorkPlan(deps, input)),
    assignPlanTask: async (_root, { input }, { deps }) =>
      toPayload('workPlan', await assignPlanTask(deps, input)),
    reportPlanTask: async (_root, { input }, { deps }) =>
      toPayload('planTask', await reportPlanTask(deps, input)),
    completePlanTask: async (_root, { input }, { deps }) =>
      toPayload('planTask', await completePlanTask(deps, input)),
    changePlanTask: async (_root, { input }, { deps }) =>
      toPayload('planTask', await changePlanTask(deps, input)),
    reopenPlanTask: async (_root, { input }, { deps }) =>
      toPayload('planTask', await reopenPlanTask(deps, input)),
    cancelPlanTask: async (_root, { input }, { deps }) =>
      toPayload('planTask', await cancelPlanTask(deps, input)),
  },
  WorkPlan: {
    hostUnit: async ({ hostUnitId }, _args, { deps }) => (await deps.units.registry()).require(hostUnitId),
    taskCount: ({ tasks }) => tasks,
    tasks: async (plan, args, { deps }) => {
      const page = await listOfPlan(deps, plan, args);
      return page && connection(page);
    },
    availableActions: async (plan, _args, { deps }) =>
      workPlanMachine.availableActions(plan, await viewerOf(deps)),
  },
  PlanTask: {
    workPlan: async ({ planId }, _args, { deps }) => {
      const plan = await deps.workPlans.get(planId);
      if (!plan) throw new Error(`a task names an unknown plan ${planId}`);
      return plan;
    },
    unit: async ({ unitId }, _args, { deps }) => (await deps.units.registry()).require(unitId),
    workingDays: ({ term }) => (term.kind === 'WORKING_DAYS' ? term.days : null),
    late: async (task, _args, { deps }) => isLate(task, (await viewerOf(deps)).on),
    deadline: async ({ id }, _args, { deps }) => (await deps.deadlines.get(id, 'PLAN_TASK')) ?? null,
    history: async ({ id }, args, { deps }) => connection(await deps.workPlans.taskHistory(id, args)),
    availableActions: async (task, _args, { deps }) =>
      planTaskMachine.availableActions(task, await viewerOf(deps)),
  },
  LateHead: {
    unit: async ({ unitId }, _args, { deps }) => (await deps.units.registry()).require(unitId),
  },
};
