import { forbidden } from '../kernel/actor.ts';
import type { Cursors } from '../kernel/cursors.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { groupBy } from '../kernel/group.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { pageOfRows } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { viewerOf } from '../units/viewer.ts';
import { reloadTask } from './change-task.ts';
import type { WorkPlanDeps } from './plan-deps.ts';
import { standsOver } from './officer.policy.ts';
import { seesTask } from './plan.policy.ts';
import type { PlanTask, taskLists, WorkPlan } from './plan.ts';

export async function viewTask(deps: WorkPlanDeps, rawId: string): Promise<PlanTask | undefined> {
  const [task, viewer] = await Promise.all([reloadTask(deps, rawId), viewerOf(deps)]);
  return task && seesTask(task, viewer) ? task : undefined;
}

/** What a host issued for a year, the latest first; plans are public. An unknown host has none. */
export async function listPlans(
  deps: WorkPlanDeps,
  of: { readonly hostUnitId: string; readonly year: number },
  args: PageArgs,
): Promise<Page<WorkPlan>> {
  const hostUnitId = parseId('unt', of.hostUnitId);
  return hostUnitId
    ? deps.workPlans.pageByHost(hostUnitId, of.year, args)
    : { edges: [], hasNextPage: false, hasPreviousPage: false };
}

/** All tasks of a plan by number, for staff of its host or over it; null to others. */
export async function listOfPlan(
  deps: WorkPlanDeps,
  plan: WorkPlan,
  args: PageArgs,
): Promise<Page<PlanTask> | null> {
  return standsOver(await viewerOf(deps), plan.hostUnitId) ? deps.workPlans.pageOfPlan(plan.id, args) : null;
}

/** Throws FORBIDDEN, whether or not the unit exists. */
async function requireOver(
  deps: WorkPlanDeps,
  rawId: string,
): Promise<{ readonly unitId: Id<'unt'>; readonly on: LocalDate }> {
  const unitId = parseId('unt', rawId);
  const viewer = await viewerOf(deps);
  if (!unitId || !standsOver(viewer, unitId)) throw forbidden();
  return { unitId, on: viewer.on };
}

/** Open tasks by due day: what a unit was given, or what it gave as a host. */
export async function listTasks(
  deps: WorkPlanDeps,
  { unitId: raw, list }: { readonly unitId: string; readonly list: (typeof taskLists)[number] },
  args: PageArgs,
): Promise<Page<PlanTask>> {
  const { unitId, on } = await requireOver(deps, raw);
  const of = list.startsWith('HOST') ? 'HOST' : 'UNIT';
  return deps.workPlans.pageOpen({ of, unitId }, list.endsWith('LATE') ? on : null, args);
}

/** Open tasks for which one head of a unit answers, by due day. */
export async function listTasksOfHead(
  deps: WorkPlanDeps,
  of: { readonly unitId: string; readonly headId: string; readonly late: boolean },
  args: PageArgs,
): Promise<Page<PlanTask>> {
  const { unitId, on } = await requireOver(deps, of.unitId);
  const headId = parseId('usr', of.headId);
  if (!headId) return { edges: [], hasNextPage: false, hasPreviousPage: false };
  return deps.workPlans.pageOpen({ of: 'HEAD', unitId, headId }, of.late ? on : null, args);
}

/** A head with what they are late with. */
export type LateHead = {
  readonly headId: Id<'usr'>;
  readonly name: string;
  readonly position: string;
  readonly unitId: Id<'unt'>;
  readonly tasks: number;
  readonly oldestDueOn: LocalDate;
};

/** Heads with late tasks of a host: most tasks first, then the longest late. */
export async function listLateHeads(
  deps: WorkPlanDeps & { readonly cursors: Cursors },
  rawHostId: string,
  args: PageArgs,
): Promise<Page<LateHead>> {
  const { unitId: host, on } = await requireOver(deps, rawHostId);
  const late = await deps.workPlans.late(host, on);
  const byHead = groupBy(late, (task) => `${task.unitId}#${task.headId}`);
  const rows = [...byHead.values()].flatMap((tasks) => {
    // Late tasks come by due day, so the first is the oldest; the last tells what the head is called now.
    const [oldest, newest] = [tasks[0], tasks.at(-1)];
    if (!oldest || !newest) return [];
    const { headId, headName: name, headPosition: position, unitId } = newest;
    return [{ headId, name, position, unitId, tasks: tasks.length, oldestDueOn: oldest.dueOn }];
  });
  rows.sort((a, b) => b.tasks - a.tasks || (a.oldestDueOn < b.oldestDueOn ? -1 : 1));
  const keyOf = (row: LateHead) => `${row.unitId}#${row.headId}`;
  return pageOfRows(deps.cursors, JSON.stringify(['lateHeads', host]), rows, args, keyOf);
}
