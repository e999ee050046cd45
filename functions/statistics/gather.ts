import { chunks } from '../kernel/group.ts';
import type { Delivered } from '../kernel/stream.ts';
import type { Contribution } from './contribution.ts';
import { newestOfEach } from './count.ts';
import { readTasks, tasksOfAll } from './count-tasks.ts';
import type { Places } from './place.ts';
import { planOf } from './plan.ts';
import type { StatisticsDeps } from './project-statistics.ts';
import { countedItem, type CountedItem, type Generation } from './statistics.store.ts';

/** Contributions that are written together; each is a few kilobytes. */
const atOnce = 200;

export type Batch = { readonly generation: Generation; readonly number: number };

/**
 * Writes down what the records behind some events add, without adding it up yet. A record that an earlier batch has counted
 * stays as that one found it: what has changed since is among the deferred events. `name` makes the batch's notes of this
 * attempt differ from those of one that was cut off, which stay good: what they name and this attempt misses is counted too.
 */
export async function gather(
  deps: StatisticsDeps,
  batch: Batch,
  events: readonly Delivered[],
  name: string,
): Promise<void> {
  const places = await deps.places();
  let waiting: Contribution[] = [];
  let part = 0;
  const write = async (contributions: readonly Contribution[]) => {
    part += 1;
    await writeDown(deps, batch, contributions, { places, name: `${name}#${part}` });
  };
  for await (const found of readTasks(tasksOfAll(deps.registers, events))) {
    waiting.push(...found);
    if (waiting.length < atOnce) continue;
    for (const group of chunks(waiting, atOnce)) await write(group);
    waiting = [];
  }
  if (waiting.length > 0) await write(waiting);
}

async function writeDown(
  { statistics, build, writeMany }: StatisticsDeps,
  { generation, number }: Batch,
  contributions: readonly Contribution[],
  { places, name }: { readonly places: Places; readonly name: string },
): Promise<void> {
  const found = newestOfEach(contributions);
  const before = await Promise.all(found.map((one) => statistics.counted(generation, one.id)));
  const fresh = found.filter((_, index) => (before[index]?.batch ?? number) === number);
  if (fresh.length === 0) return;
  await writeMany([
    build.note(
      generation,
      number,
      name,
      fresh.map((one) => one.id),
    ),
  ]);
  await writeMany(fresh.map((one) => ({ put: countedItem(generation, countedAs(one, places, number)) })));
}

function countedAs(contribution: Contribution, places: Places, batch: number): CountedItem {
  const plan = planOf(contribution, undefined, places);
  if (!plan) throw new Error(`nothing was counted of ${contribution.id}, and it overtakes nothing`);
  const { id } = contribution;
  return {
    ...{ ...plan.heading, id, batch, revision: 1 },
    marks: plan.steps.flatMap((step) => (step.kind === 'MARK' ? [step.mark] : [])),
    listings: plan.steps.flatMap((step) => (step.kind === 'PUT' ? [step.listing] : [])),
  };
}
