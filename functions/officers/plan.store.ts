import * as z from 'zod/mini';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { eventPrefix, eventShape, type StoredEvent } from '../kernel/table/event.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedDate, storedId, storedInstant } from '../kernel/table/schemas.ts';
import { create, replace, versionOf, type Write } from '../kernel/table/write.ts';
import { planTaskStatuses, workPlanStatuses, type PlanTask, type WorkPlan } from './plan.ts';

/** Whose open tasks: a unit's, a head's at a unit, or all that a host assigned. */
export type TaskList =
  | { readonly of: 'UNIT'; readonly unitId: Id<'unt'> }
  | { readonly of: 'HEAD'; readonly unitId: Id<'unt'>; readonly headId: Id<'usr'> }
  | { readonly of: 'HOST'; readonly unitId: Id<'unt'> };

export interface WorkPlanStore {
  get(id: Id<'wpl'>): Promise<WorkPlan | undefined>;
  /** DUPLICATE when the host has issued a plan of that number in that year. */
  issue(plan: WorkPlan): readonly Write[];
  save(after: WorkPlan): Write;
  pageByHost(hostUnitId: Id<'unt'>, year: number, args: PageArgs): Promise<Page<WorkPlan>>;
  task(id: Id<'ptk'>): Promise<PlanTask | undefined>;
  /** A root says by its version whether it is new. */
  saveTask(task: PlanTask): Write;
  pageOfPlan(id: Id<'wpl'>, args: PageArgs): Promise<Page<PlanTask>>;
  /** Open tasks by due day, the first due first; those that are late on a day where one is given. */
  pageOpen(list: TaskList, lateOn: LocalDate | null, args: PageArgs): Promise<Page<PlanTask>>;
  /** Every open task of a host that is late; as many as are late, whatever was done before. */
  late(hostUnitId: Id<'unt'>, on: LocalDate): Promise<readonly PlanTask[]>;
  taskHistory(id: Id<'ptk'>, args: PageArgs): Promise<Page<StoredEvent>>;
}

const planShape = itemShape({
  type: 'workPlan',
  v: 1,
  data: () =>
    z.object({
      id: storedId('wpl'),
      hostUnitId: storedId('unt'),
      year: z.int(),
      title: z.string(),
      number: z.string(),
      issuedOn: storedDate,
      signerName: z.string(),
      fileIds: z.readonly(z.array(storedId('att'))),
      tasks: z.int(),
      closingNote: z.nullable(z.string()),
      status: z.enum(workPlanStatuses),
    }),
});

const taskShape = itemShape({
  type: 'planTask',
  v: 1,
  data: () =>
    z.object({
      id: storedId('ptk'),
      planId: storedId('wpl'),
      planNumber: z.string(),
      number: z.int(),
      hostUnitId: storedId('unt'),
      unitId: storedId('unt'),
      text: z.string(),
      headId: storedId('usr'),
      headName: z.string(),
      headPosition: z.string(),
      term: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('DAY'), dueOn: storedDate }),
        z.object({ kind: z.literal('WORKING_DAYS'), days: z.int() }),
      ]),
      startOn: storedDate,
      dueOn: storedDate,
      reports: z.readonly(
        z.array(
          z.object({
            percent: z.int(),
            note: z.string(),
            evidenceIds: z.readonly(z.array(storedId('att'))),
            by: storedId('usr'),
            at: storedInstant,
          }),
        ),
      ),
      progress: z.int(),
      doneOn: z.nullable(storedDate),
      remark: z.nullable(z.string()),
      status: z.enum(planTaskStatuses),
    }),
});

const numberShape = itemShape({
  type: 'workPlanNumber',
  v: 1,
  data: () => z.object({ planId: storedId('wpl') }),
});

export const workPlanPk = (id: Id<'wpl'>) => `WPL#${id}`;
export const planTaskPk = (id: Id<'ptk'>) => `PTK#${id}`;
const root = (pk: string): Key => ({ pk, sk: '#' });
const headPk = (unitId: Id<'unt'>, headId: Id<'usr'>) => `PTKH#${unitId}#${headId}`;

export function workPlanStore(reader: ListReader): WorkPlanStore {
  const { table } = reader;
  return {
    get: async (id) => {
      const item = await table.get(root(workPlanPk(id)));
      return item && readPlan(item);
    },
    issue: (plan) => [
      create(planItem(plan), refusal('DUPLICATE', []), 1),
      create(
        numberShape.item(
          { pk: `WPLN#${plan.hostUnitId}#${plan.year}`, sk: plan.number.toUpperCase() },
          { planId: plan.id },
        ),
        refusal('DUPLICATE', 'number'),
      ),
    ],
    save: (after) => replace(planItem(after), after.version - 1),
    pageByHost: (hostUnitId, year, args) =>
      pageOf(
        reader,
        { index: 'gsi1', pk: `WPLH#${hostUnitId}`, skPrefix: `${year}#`, descending: true },
        args,
        readPlan,
      ),
    task: async (id) => {
      const item = await table.get(root(planTaskPk(id)));
      return item && readTask(item);
    },
    saveTask: (task) =>
      task.version === 1
        ? create(taskItem(task), refusal('DUPLICATE', []), 1)
        : replace(taskItem(task), task.version - 1),
    pageOfPlan: (id, args) => pageOf(reader, { index: 'gsi4', pk: `PTKL#${id}` }, args, readTask),
    pageOpen: (list, lateOn, args) =>
      pageOf(
        reader,
        // A due day counts to its end; today's rows sort after the bare date.
        { ...indexOf(list), ...(lateOn !== null && { skFrom: '0', skTo: lateOn }) },
        args,
        readTask,
      ),
    late: async (hostUnitId, on) => {
      const range = { skFrom: '0', skTo: on };
      const items = await table.queryAll({ ...indexOf({ of: 'HOST', unitId: hostUnitId }), ...range });
      return items.map(readTask);
    },
    taskHistory: (id, args) =>
      pageOf(reader, { pk: planTaskPk(id), skPrefix: eventPrefix, descending: true }, args, (item) =>
        eventShape.read(item),
      ),
  };
}

function indexOf(list: TaskList) {
  switch (list.of) {
    case 'UNIT':
      return { index: 'gsi1' as const, pk: `PTKU#${list.unitId}` };
    case 'HEAD':
      return { index: 'gsi2' as const, pk: headPk(list.unitId, list.headId) };
    case 'HOST':
      return { index: 'gsi3' as const, pk: `PTKHOST#${list.unitId}` };
  }
}

const readPlan = (item: Item): WorkPlan => ({ ...planShape.read(item), version: versionOf(item) });
const readTask = (item: Item): PlanTask => ({ ...taskShape.read(item), version: versionOf(item) });

function planItem({ version: _, ...data }: WorkPlan): Item {
  return planShape.item(
    {
      ...root(workPlanPk(data.id)),
      gsi1pk: `WPLH#${data.hostUnitId}`,
      gsi1sk: `${data.year}#${data.issuedOn}#${data.id}`,
    },
    data,
  );
}

function taskItem({ version: _, ...data }: PlanTask): Item {
  const byDue = `${data.dueOn}#${data.id}`;
  const open = data.status === 'OPEN';
  return taskShape.item(
    {
      ...root(planTaskPk(data.id)),
      // Sparse: these indexes hold only what is still to be done.
      ...(open && {
        ...{ gsi1pk: `PTKU#${data.unitId}`, gsi1sk: byDue },
        ...{ gsi2pk: headPk(data.unitId, data.headId), gsi2sk: byDue },
        ...{ gsi3pk: `PTKHOST#${data.hostUnitId}`, gsi3sk: byDue },
      }),
      gsi4pk: `PTKL#${data.planId}`,
      gsi4sk: String(data.number).padStart(4, '0'),
    },
    data,
  );
}
