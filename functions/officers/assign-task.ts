import { openDeadline } from '../deadlines/keep-deadline.ts';
import { instant } from '../kernel/clock.ts';
import { refusalsOf, requireLine, requireText } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { eventItem } from '../kernel/table/event.ts';
import { create } from '../kernel/table/write.ts';
import type { WorkCalendar } from '../law/work-calendar.ts';
import { changeRoot, nothing, type ChangeInput, type Step } from '../units/change-root.ts';
import type { WorkPlanDeps } from './plan-deps.ts';
import { reloadPlan } from './issue-plan.ts';
import { workPlanMachine, type WorkPlanAction } from './plan.policy.ts';
import { planTaskPk, workPlanPk } from './plan.store.ts';
import { maxPlanTasks, type PlanTask, type WorkPlan } from './plan.ts';
import { asDeadlineTerm, checkHead, checkTerm, type TermInput } from './task-term.ts';

type WorkPlanInput = ChangeInput & { readonly workPlanId: string };

const change = <E>(deps: WorkPlanDeps, input: WorkPlanInput, step: Step<WorkPlanAction, WorkPlan, E>) =>
  changeRoot(
    deps,
    input,
    {
      machine: workPlanMachine,
      get: () => reloadPlan(deps, input.workPlanId),
      sees: () => true,
      replace: (after) => [deps.workPlans.save(after)],
      pk: (plan) => workPlanPk(plan.id),
      reload: (rawId) => reloadPlan(deps, rawId),
    },
    step,
  );

export type AssignPlanTaskInput = WorkPlanInput &
  TermInput & {
    readonly unitId: string;
    readonly text: string;
    readonly headId: string;
    readonly headPosition: string;
  };

/**
 * Gives a task of the plan to a unit, with the head who answers for it and a due day that reminds. Codes: those of a
 * step, NOT_FOUND, REQUIRED, TOO_LONG, TOO_MANY, INVALID_VALUE, PLAN_TASK_DATES, PLAN_TASK_HEAD.
 */
export const assignPlanTask = (deps: WorkPlanDeps, input: AssignPlanTaskInput): Promise<Result<WorkPlan>> =>
  change(deps, input, {
    action: 'assign',
    load: () => {
      const headId = parseId('usr', input.headId);
      return Promise.all([headId && deps.users.get(headId), deps.calendar.current()]);
    },
    decide: ({ root, actor, viewer, extra: [user, calendar] }) => {
      const { registry, on } = viewer;
      const unitId = parseId('unt', input.unitId);
      if (!unitId || !registry.stateOn(unitId, on) || !registry.covers(root.hostUnitId, unitId, on))
        return refuse(refusal('NOT_FOUND', 'unitId'));
      const text = requireText('text', input.text, 2_000);
      const position = requireLine('headPosition', input.headPosition, 200);
      const head = checkHead(user, unitId, viewer);
      const term = checkTerm(input, on);
      const refusals = [
        ...refusalsOf(text, position, head, term),
        ...(root.tasks >= maxPlanTasks ? [refusal('TOO_MANY', 'text', { limit: maxPlanTasks })] : []),
      ];
      if (!text.ok || !position.ok || !head.ok || !term.ok || refusals.length > 0) return refuse(...refusals);
      const draft = {
        id: deps.ids.next('ptk'),
        planId: root.id,
        planNumber: root.number,
        number: root.tasks + 1,
        hostUnitId: root.hostUnitId,
        unitId,
        text: text.value,
        headId: head.value.id,
        headName: head.value.name,
        headPosition: position.value,
        term: term.value,
        startOn: on,
      };
      const { dueOn, writes } = startTerm(deps, draft, calendar);
      const task: PlanTask = { ...draft, ...fresh, dueOn };
      const facts = { planId: root.id, unitId, headId: task.headId, dueOn };
      const happened = {
        aggregateId: task.id,
        seq: 1,
        at: instant(deps.clock),
        actorId: actor.userId,
        facts,
      };
      const event = { ...happened, name: 'PlanTaskAssigned', requestId: deps.requestId };
      return accept({
        patch: { tasks: task.number },
        writes: [
          deps.workPlans.saveTask(task),
          create(eventItem(planTaskPk(task.id), event), refusal('BUSY', [])),
          ...writes,
        ],
        event: 'WorkPlanTaskAdded',
        facts: { planTaskId: task.id, number: task.number },
      });
    },
  });

const fresh = {
  reports: [],
  progress: 0,
  doneOn: null,
  remark: null,
  status: 'OPEN',
  version: 1,
} as const;

type Draft = Pick<PlanTask, 'id' | 'planNumber' | 'number' | 'unitId' | 'headId' | 'term' | 'startOn'>;

/** A time limit of the task, told to its head by name: that is who answers for it. */
export const dutyOf = ({ id, planNumber, number, unitId, headId, term, startOn }: Draft) => ({
  ownerId: id,
  purpose: 'PLAN_TASK' as const,
  term: asDeadlineTerm(term, startOn, planNumber),
  unitId,
  label: `Nhiệm vụ ${number}, Kế hoạch ${planNumber}`,
  assignees: [headId],
  restricted: false,
  lane: null,
});

function startTerm(deps: WorkPlanDeps, draft: Draft, calendar: WorkCalendar) {
  const { deadline, writes } = openDeadline(deps, undefined, dutyOf(draft), calendar);
  if (!deadline) throw new Error('a deadline that was opened is there');
  return { dueOn: deadline.dueOn, writes };
}

/** No more tasks are added; those that are open stay so. Codes: those of a step, REQUIRED, TOO_LONG. */
export const closeWorkPlan = (
  deps: WorkPlanDeps,
  input: WorkPlanInput & { readonly note: string },
): Promise<Result<WorkPlan>> =>
  change(deps, input, {
    action: 'close',
    load: nothing,
    decide: () => {
      const note = requireText('note', input.note, 2_000);
      return note.ok
        ? accept({ patch: { closingNote: note.value }, event: 'WorkPlanClosed', facts: { note: note.value } })
        : note;
    },
  });
