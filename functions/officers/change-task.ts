import { checkFiles, loadFiles } from '../attachments/named-files.ts';
import { closeDeadline, openDeadline } from '../deadlines/keep-deadline.ts';
import type { RunningDeadline } from '../deadlines/running.ts';
import { instant } from '../kernel/clock.ts';
import { refusalsOf, requireLine, requireText } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { WorkCalendar } from '../law/work-calendar.ts';
import type { UserRecord } from '../access/user.ts';
import type { Viewer } from '../units/machine.ts';
import { changeRoot, type ChangeInput, type Step } from '../units/change-root.ts';
import { dutyOf } from './assign-task.ts';
import type { WorkPlanDeps } from './plan-deps.ts';
import { planTaskMachine, seesTask, type PlanTaskAction } from './plan.policy.ts';
import { planTaskPk } from './plan.store.ts';
import { maxEvidence, maxReports, type PlanTask, type TaskReport } from './plan.ts';
import { checkHead, checkTerm, type TermInput } from './task-term.ts';

type TaskInput = ChangeInput & { readonly planTaskId: string };

const change = <E>(deps: WorkPlanDeps, input: TaskInput, step: Step<PlanTaskAction, PlanTask, E>) =>
  changeRoot(
    deps,
    input,
    {
      machine: planTaskMachine,
      get: () => reloadTask(deps, input.planTaskId),
      sees: seesTask,
      replace: (after) => [deps.workPlans.saveTask(after)],
      pk: (task) => planTaskPk(task.id),
      reload: (rawId) => reloadTask(deps, rawId),
    },
    step,
  );

export async function reloadTask(
  deps: Pick<WorkPlanDeps, 'workPlans'>,
  rawId: string,
): Promise<PlanTask | undefined> {
  const id = parseId('ptk', rawId);
  return id && deps.workPlans.task(id);
}

async function deadlineOf(deps: WorkPlanDeps, rawId: string): Promise<RunningDeadline | undefined> {
  const id = parseId('ptk', rawId);
  return id && deps.deadlines.get(id, 'PLAN_TASK');
}

type ReportInput = TaskInput & { readonly note: string; readonly evidenceIds: readonly string[] };

const loadReport = (deps: WorkPlanDeps, input: ReportInput) =>
  Promise.all([loadFiles(deps, input.evidenceIds, maxEvidence), deadlineOf(deps, input.planTaskId)]);

type Loaded = Awaited<ReturnType<typeof loadReport>>;

function checkReport(
  input: ReportInput,
  root: PlanTask,
  [files]: Loaded,
): Result<Pick<TaskReport, 'note'> & { readonly files: readonly NonNullable<Loaded[0][number]>[] }> {
  const note = requireText('note', input.note, 5_000);
  const of = { unitId: root.unitId, field: 'evidenceIds', limit: maxEvidence };
  const refusals = [
    ...refusalsOf(note),
    ...checkFiles(input.evidenceIds, files, of),
    ...(root.reports.length >= maxReports ? [refusal('TOO_MANY', 'note', { limit: maxReports })] : []),
  ];
  if (!note.ok || refusals.length > 0) return refuse(...refusals);
  return accept({ note: note.value, files: files.flatMap((file) => file ?? []) });
}

export type ReportPlanTaskInput = ReportInput & { readonly percent: number };

/** How far the unit has come, 0–99. Codes: those of a step, REQUIRED, TOO_LONG, TOO_MANY, INVALID_VALUE, NOT_FOUND, FILE_NOT_CLEAN. */
export const reportPlanTask = (deps: WorkPlanDeps, input: ReportPlanTaskInput): Promise<Result<PlanTask>> =>
  change(deps, input, {
    action: 'report',
    load: () => loadReport(deps, input),
    decide: ({ root, actor, extra }) => {
      const { percent } = input;
      const sound = percent >= 0 && percent <= 99;
      const report = checkReport(input, root, extra);
      if (!report.ok || !sound)
        return refuse(
          ...refusalsOf(report),
          ...(sound ? [] : [refusal('INVALID_VALUE', 'percent', { expected: '0–99' })]),
        );
      return accept({
        ...reported(deps, root, { ...report.value, percent, by: actor.userId }),
        event: 'PlanTaskReported',
        facts: { percent },
      });
    },
  });

type Given = {
  readonly percent: number;
  readonly note: string;
  readonly by: TaskReport['by'];
  readonly files: readonly NonNullable<Loaded[0][number]>[];
};

function reported(deps: WorkPlanDeps, root: PlanTask, { files, percent, note, by }: Given) {
  const evidenceIds = files.map((file) => file.id);
  const report: TaskReport = { percent, note, by, evidenceIds, at: instant(deps.clock) };
  const owner = { kind: 'PLAN_TASK' as const, id: root.id };
  return {
    patch: { reports: [...root.reports, report], progress: percent },
    writes: files.map((file) => deps.attachments.attach(file, owner)),
  };
}

/** Done, with evidence; the time limit ends. Codes: those of a step, REQUIRED, TOO_LONG, TOO_MANY, NOT_FOUND, FILE_NOT_CLEAN. */
export const completePlanTask = (deps: WorkPlanDeps, input: ReportInput): Promise<Result<PlanTask>> =>
  change(deps, input, {
    action: 'complete',
    load: () => loadReport(deps, input),
    decide: ({ root, actor, viewer: { on }, extra }) => {
      const report = checkReport(input, root, extra);
      const bare = input.evidenceIds.length === 0;
      if (!report.ok || bare)
        return refuse(...refusalsOf(report), ...(bare ? [refusal('REQUIRED', 'evidenceIds')] : []));
      const { patch, writes } = reported(deps, root, { ...report.value, percent: 100, by: actor.userId });
      return accept({
        patch: { ...patch, doneOn: on },
        writes: [...writes, ...closeDeadline(deps, extra[1], on, 'DONE').writes],
        event: 'PlanTaskCompleted',
        facts: { late: on > root.dueOn },
      });
    },
  });

type ChangeTaskInput = TaskInput &
  TermInput & {
    readonly headId?: string | null | undefined;
    readonly headPosition?: string | null | undefined;
    readonly reason: string;
  };

const loadChange = (deps: WorkPlanDeps, input: ChangeTaskInput) => {
  const headId = input.headId == null ? undefined : parseId('usr', input.headId);
  return Promise.all([
    deadlineOf(deps, input.planTaskId),
    deps.calendar.current(),
    headId && deps.users.get(headId),
  ]);
};

/** A new time limit from today on for the task as it will be. */
function restart(
  deps: WorkPlanDeps,
  task: PlanTask,
  before: RunningDeadline | undefined,
  calendar: WorkCalendar,
) {
  const { deadline, writes } = openDeadline(deps, before, dutyOf(task), calendar);
  return { dueOn: deadline?.dueOn ?? task.dueOn, writes };
}

/**
 * The host gives more time or names another head, and says why. Codes: those of a step, REQUIRED, TOO_LONG,
 * INVALID_VALUE, PLAN_TASK_DATES, PLAN_TASK_HEAD.
 */
export const changePlanTask = (deps: WorkPlanDeps, input: ChangeTaskInput): Promise<Result<PlanTask>> =>
  change(deps, input, {
    action: 'change',
    load: () => loadChange(deps, input),
    decide: ({ root, viewer, extra: [before, calendar, user] }) => {
      const changed = checkChange(input, root, user, viewer);
      if (!changed.ok) return changed;
      const patch = changed.value;
      const { dueOn, writes } = restart(deps, { ...root, ...patch }, before, calendar);
      return accept({
        patch: { ...patch, dueOn },
        writes,
        event: 'PlanTaskChanged',
        facts: { dueOn, dueBefore: root.dueOn, headId: patch.headId, reason: patch.remark },
      });
    },
  });

type Changed = Pick<PlanTask, 'term' | 'startOn' | 'headId' | 'headName' | 'headPosition' | 'remark'>;

function checkChange(
  input: ChangeTaskInput,
  root: PlanTask,
  user: UserRecord | undefined,
  viewer: Viewer,
): Result<Changed> {
  const reason = requireText('reason', input.reason, 2_000);
  const keepsTerm = input.dueOn == null && input.workingDays == null;
  const term = keepsTerm ? accept(root.term) : checkTerm(input, viewer.on);
  const head = checkNewHead(input, root, user, viewer);
  const nothing = keepsTerm && input.headId == null ? [refusal('REQUIRED', 'dueOn')] : [];
  if (!reason.ok || !term.ok || !head.ok || nothing.length > 0)
    return refuse(...refusalsOf(reason, term, head), ...nothing);
  const startOn = keepsTerm ? root.startOn : viewer.on;
  return accept({ ...head.value, term: term.value, startOn, remark: reason.value });
}

/** The head as before unless another is named. */
function checkNewHead(
  input: ChangeTaskInput,
  root: PlanTask,
  user: UserRecord | undefined,
  viewer: Viewer,
): Result<Pick<PlanTask, 'headId' | 'headName' | 'headPosition'>> {
  const { headId, headName } = root;
  const position = requireLine('headPosition', input.headPosition ?? root.headPosition, 200);
  const head =
    input.headId == null ? accept({ id: headId, name: headName }) : checkHead(user, root.unitId, viewer);
  if (!position.ok || !head.ok) return refuse(...refusalsOf(head, position));
  return accept({ headId: head.value.id, headName: head.value.name, headPosition: position.value });
}

type ReasonInput = TaskInput & { readonly reason: string };

/** The host doesn't take it as done: it is open again, due as before. Codes: those of a step, REQUIRED, TOO_LONG. */
export const reopenPlanTask = (deps: WorkPlanDeps, input: ReasonInput): Promise<Result<PlanTask>> =>
  change(deps, input, {
    action: 'reopen',
    load: () => Promise.all([deadlineOf(deps, input.planTaskId), deps.calendar.current()]),
    decide: ({ root, extra: [before, calendar] }) => {
      const reason = requireText('reason', input.reason, 2_000);
      if (!reason.ok) return reason;
      const { dueOn, writes } = restart(deps, root, before, calendar);
      return accept({
        patch: { doneOn: null, dueOn, progress: Math.min(root.progress, 99), remark: reason.value },
        writes,
        event: 'PlanTaskReopened',
        facts: { reason: reason.value },
      });
    },
  });

/** No longer asked for. Codes: those of a step, REQUIRED, TOO_LONG. */
export const cancelPlanTask = (deps: WorkPlanDeps, input: ReasonInput): Promise<Result<PlanTask>> =>
  change(deps, input, {
    action: 'cancel',
    load: () => deadlineOf(deps, input.planTaskId),
    decide: ({ viewer: { on }, extra: before }) => {
      const reason = requireText('reason', input.reason, 2_000);
      return reason.ok
        ? accept({
            patch: { remark: reason.value },
            writes: closeDeadline(deps, before, on, 'CANCELLED').writes,
            event: 'PlanTaskCancelled',
            facts: { reason: reason.value },
          })
        : reason;
    },
  });
