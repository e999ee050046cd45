import * as z from 'zod/mini';
import type { DeadlineProcess } from '../deadlines/follow-calendar.ts';
import { deadlineStore } from '../deadlines/deadline.store.ts';
import { instant } from '../kernel/clock.ts';
import { openCursors } from '../kernel/cursors.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { lazy } from '../kernel/lazy.ts';
import { refusal } from '../kernel/refusal.ts';
import { systemUser } from '../kernel/system-user.ts';
import { eventItem, type StoredEvent } from '../kernel/table/event.ts';
import { openTable, TransactionRefused } from '../kernel/table/table.ts';
import { create } from '../kernel/table/write.ts';
import { planTaskPk, workPlanStore } from './plan.store.ts';

const facts = lazy(() => z.object({ purpose: z.string() }));
const maxAttempts = 5;

/**
 * Lists of tasks are kept by due day, so a task follows its deadline when the calendar moves that. It takes the day from
 * the deadline as it is, not from the event: events that come twice, late or out of order end the same.
 */
export async function followTasks(process: DeadlineProcess, event: StoredEvent): Promise<void> {
  if (event.name !== 'DeadlineMoved' || facts().parse(event.facts).purpose !== 'PLAN_TASK') return;
  const id = parseId('ptk', event.aggregateId);
  for (let attempt = 0; id && attempt < maxAttempts; attempt += 1)
    if (await followOne(process, id, event.requestId)) return;
  throw new Error(`task ${event.aggregateId} kept changing`);
}

/** Answers whether the task is as its deadline says. */
async function followOne(
  { client, tableName, clock, secret }: DeadlineProcess,
  id: Id<'ptk'>,
  requestId: string,
): Promise<boolean> {
  const table = openTable(client, tableName);
  const reader = { table, cursors: openCursors(table, secret, 'tasks') };
  const plans = workPlanStore(reader);
  const [task, deadline] = await Promise.all([plans.task(id), deadlineStore(reader).get(id, 'PLAN_TASK')]);
  if (!task || !deadline || deadline.dueOn === task.dueOn) return true;
  const after = { ...task, dueOn: deadline.dueOn, version: task.version + 1 };
  const moved = eventItem(planTaskPk(id), {
    aggregateId: id,
    seq: after.version,
    name: 'PlanTaskMoved',
    at: instant(clock),
    actorId: systemUser,
    requestId,
    facts: { dueOn: after.dueOn, dueBefore: task.dueOn },
  });
  try {
    await table.transact([plans.saveTask(after).request, create(moved, refusal('BUSY', [])).request]);
    return true;
  } catch (error) {
    if (error instanceof TransactionRefused) return false;
    throw error;
  }
}
