import type { AuditPage } from '../audit/audit-walk.store.ts';
import type { Write } from '../kernel/table/write.ts';
import type { Contribution } from './contribution.ts';
import { tasksOf, type Task } from './contributions-of.ts';
import { count } from './count.ts';
import type { Head } from './head.store.ts';
import type { StatisticsDeps } from './project-statistics.ts';
import { keysOf } from './statistics.store.ts';

/** Contributions that are counted together; each is a few kilobytes. */
const atOnce = 50;
/** Tasks whose records are read together. */
const readTogether = 25;

/** A quarter of an hour: by then the audit copy holds what happened before the projections heard of a rebuild. */
const settling = 15 * 60_000;

/** Begins to count everything anew beside what is read; BUSY where that is being done already. */
export const beginRebuild = (deps: StatisticsDeps, head: Head, now: Date): Write => {
  const from = new Date(now.getTime() + settling).toISOString();
  return deps.head.put(head, { building: { generation: head.live + 1, from, after: null, events: 0 } });
};

/** Counts the records of a page of events, and notes how far it came; what follows the last page is read from then on. */
export async function rebuildPage(deps: StatisticsDeps, head: Head, page: AuditPage): Promise<void> {
  const { building } = head;
  if (!building) throw new Error('nothing is being rebuilt');
  await countTasks(deps, building.generation, tasksOfPage(deps, page));
  const events = building.events + page.events.length;
  const change =
    page.after === null
      ? {
          live: building.generation,
          building: null,
          leaving: { generation: head.live, after: null },
        }
      : { building: { ...building, after: page.after, events } };
  await deps.table.transact([deps.head.put(head, change).request]);
}

/** Events of one record ask for the same, and stand together. */
function tasksOfPage({ registers }: StatisticsDeps, { events }: AuditPage): readonly Task[] {
  const tasks = new Map<string, Task>();
  for (const delivered of events)
    for (const task of tasksOf(registers, delivered)) tasks.set(task.name, task);
  return [...tasks.values()];
}

async function countTasks(deps: StatisticsDeps, generation: number, tasks: readonly Task[]): Promise<void> {
  const places = await deps.places();
  let waiting: Contribution[] = [];
  const counted = async (least: number) => {
    while (waiting.length >= least && waiting.length > 0) {
      await count(deps, generation, waiting.slice(0, atOnce), places);
      waiting = waiting.slice(atOnce);
    }
  };
  for (let at = 0; at < tasks.length; at += readTogether) {
    const iterators = tasks.slice(at, at + readTogether).map((task) => task.load()[Symbol.asyncIterator]());
    const first = await Promise.all(iterators.map((one) => one.next()));
    for (const [index, read] of first.entries())
      for (let found = read; found.done !== true; found = (await iterators[index]?.next()) ?? done) {
        waiting.push(...found.value);
        await counted(atOnce);
      }
  }
  await counted(1);
}

const done = { done: true, value: undefined } as const;

/** Removes what nobody reads any more, a unit at a time. True when the last unit is done. */
export async function forgetPage(deps: StatisticsDeps, head: Head): Promise<void> {
  const { leaving } = head;
  if (!leaving) throw new Error('nothing is to be forgotten');
  const { registry } = await deps.places();
  const unit = [...registry.units.keys()].sort().find((id) => leaving.after === null || id > leaving.after);
  if (unit !== undefined) await forgetUnit(deps, leaving.generation, unit);
  const change = { leaving: unit === undefined ? null : { ...leaving, after: unit } };
  await deps.table.transact([deps.head.put(head, change).request]);
}

async function forgetUnit(
  { table, statistics }: StatisticsDeps,
  generation: number,
  unitId: Contribution['unitId'],
): Promise<void> {
  let after: string | null = null;
  for (;;) {
    const found = await statistics.ofUnit(generation, unitId, after);
    const last = found.at(-1);
    if (!last) return;
    const keys = new Map(
      found.flatMap((one) => keysOf(generation, one)).map((key) => [`${key.pk} ${key.sk}`, key]),
    );
    // The contributions last: as long as they are there, so is the way to what was counted of them.
    const deletes = [...keys.values()].map(({ pk, sk }) => ({ Delete: { Key: { pk, sk } } }));
    for (let at = 0; at < deletes.length; at += 96) await table.transact(deletes.slice(at, at + 96));
    after = last.id;
  }
}
