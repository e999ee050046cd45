import { randomUUID } from 'node:crypto';
import type { AuditWalk } from '../audit/audit-walk.store.ts';
import type { Delivered } from '../kernel/stream.ts';
import type { Write } from '../kernel/table/write.ts';
import { addUp } from './add-up.ts';
import { countTasks, tasksOfAll } from './count-tasks.ts';
import { gather, type Batch } from './gather.ts';
import type { Building, Head } from './head.store.ts';
import type { StatisticsDeps } from './project-statistics.ts';

/** A quarter of an hour: by then whoever read the head before it changed has written what followed from it. */
const settling = 15 * 60_000;

/** Events whose records are added up together: sums that they share are written once. They take some ten megabytes. */
const eventsABatch = 20_000;

/** What a step of building works with. */
export type Builder = {
  /** A view of the table of its own, so that what was read for one part of the work is let go. */
  readonly open: () => StatisticsDeps;
  readonly events: AuditWalk;
  /** Another view that is built anew with the statistics, from the same events. */
  readonly alongside: (events: readonly Delivered[]) => Promise<void>;
  readonly now: () => Date;
  /** Whether there is time for one more page of events. */
  readonly more: () => boolean;
};

const later = (now: Date): string => new Date(now.getTime() + settling).toISOString();

/**
 * Begins to count everything anew beside what is read; BUSY where that is being done already. It waits until the audit copy
 * holds what happened before the projections heard of it, and defer what happens.
 */
export const beginRebuild = (deps: StatisticsDeps, head: Head, now: Date): Write =>
  deps.head.put(head, {
    building: {
      ...{ generation: head.live + 1, from: later(now), after: null, events: 0 },
      ...{ batch: 1, adding: null, openFrom: null },
    },
  });

/** One step of building; false where there is nothing to do but wait. */
export async function buildStep(builder: Builder, head: Head, building: Building): Promise<boolean> {
  if (building.from > builder.now().toISOString()) return false;
  if (building.openFrom !== null) return catchUp(builder, head, building, building.openFrom);
  if (building.adding) await addBatch(builder, head, building, building.adding);
  else await gatherBatch(builder, head, building);
  return true;
}

const batchOf = ({ generation, batch }: Building): Batch => ({ generation, number: batch });

async function keep(builder: Builder, head: Head, building: Building): Promise<void> {
  const { table, head: heads } = builder.open();
  await table.transact([heads.put(head, { building }).request]);
}

/** Writes down the records of some pages of events, and then that they are written down. */
async function gatherBatch(builder: Builder, head: Head, building: Building): Promise<void> {
  let { after, events } = building;
  const most = events + eventsABatch;
  do {
    const page = await builder.events.page(after);
    const written = gather(builder.open(), batchOf(building), page.events, randomUUID());
    await Promise.all([written, builder.alongside(page.events)]);
    after = page.after;
    events += page.events.length;
  } while (after !== null && events < most && builder.more());
  await keep(builder, head, { ...building, adding: { after, events } });
}

/** Adds up what a batch has written down; after the last one nothing is deferred any more. */
async function addBatch(
  builder: Builder,
  head: Head,
  building: Building,
  adding: NonNullable<Building['adding']>,
): Promise<void> {
  const { build } = builder.open();
  const notes = await build.noted(building.generation, building.batch);
  await addUp(builder.open, batchOf(building), notes);
  const openFrom = adding.after === null ? later(builder.now()) : null;
  await keep(builder, head, { ...building, ...adding, batch: building.batch + 1, adding: null, openFrom });
}

/** Looks at what was deferred; when the last of it must have come, what was built is read from then on. */
async function catchUp(
  builder: Builder,
  head: Head,
  { generation, batch }: Building,
  openFrom: string,
): Promise<boolean> {
  const deps = builder.open();
  const deferred = await deps.build.deferred(generation);
  if (deferred.length > 0) {
    const events = deferred.map(({ delivered }) => delivered);
    await countTasks(deps, generation, tasksOfAll(deps.registers, events));
    await deps.writeMany(deferred.map(({ key }) => ({ remove: key })));
    return true;
  }
  if (openFrom > builder.now().toISOString()) return false;
  for (let done = 1; done < batch; done += 1) {
    const notes = await deps.build.noted(generation, done);
    await deps.writeMany(notes.map(({ key }) => ({ remove: key })));
  }
  const leaving = { generation: head.live, after: null };
  await deps.table.transact([deps.head.put(head, { live: generation, building: null, leaving }).request]);
  return true;
}
