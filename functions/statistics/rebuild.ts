import type { AuditPage } from '../audit/audit-walk.store.ts';
import type { Write } from '../kernel/table/write.ts';
import type { Contribution } from './contribution.ts';
import { countTasks, tasksOfAll } from './count-tasks.ts';
import type { Head } from './head.store.ts';
import type { StatisticsDeps } from './project-statistics.ts';
import { keysOf } from './statistics.store.ts';

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
  await countTasks(deps, building.generation, tasksOfAll(deps.registers, page.events));
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
  { views, statistics }: StatisticsDeps,
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
    for (let at = 0; at < deletes.length; at += 96) await views.transact(deletes.slice(at, at + 96));
    after = last.id;
  }
}
