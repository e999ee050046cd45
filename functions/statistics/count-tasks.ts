import { chunks } from '../kernel/group.ts';
import type { Delivered } from '../kernel/stream.ts';
import type { Contribution } from './contribution.ts';
import { tasksOf, type Task } from './contributions-of.ts';
import type { Registers } from './registers.ts';
import { count, type CountDeps } from './count.ts';
import type { Places } from './place.ts';
import type { Generation } from './statistics.store.ts';

/** Contributions that are counted together; each is a few kilobytes. */
const atOnce = 50;
/** Tasks whose records are read together. */
const readTogether = 25;

/** What events ask for; many events of one record ask for the same. */
export function tasksOfAll(registers: Registers, events: readonly Delivered[]): readonly Task[] {
  const tasks = new Map<string, Task>();
  for (const delivered of events)
    for (const task of tasksOf(registers, delivered)) tasks.set(task.name, task);
  return [...tasks.values()];
}

/** What tasks come to, those of one task in its order. */
export async function* readTasks(tasks: readonly Task[]): AsyncIterable<readonly Contribution[]> {
  for (const group of chunks(tasks, readTogether)) {
    const iterators = group.map((task) => task.load()[Symbol.asyncIterator]());
    const first = await Promise.all(iterators.map((one) => one.next()));
    for (const [index, read] of first.entries())
      for (let found = read; found.done !== true; found = (await iterators[index]?.next()) ?? done)
        yield found.value;
  }
}

export async function countTasks(
  deps: CountDeps & { readonly places: () => Promise<Places> },
  generation: Generation,
  tasks: readonly Task[],
): Promise<void> {
  const places = await deps.places();
  let waiting: Contribution[] = [];
  const counted = async (least: number) => {
    while (waiting.length >= least && waiting.length > 0) {
      await count(deps, generation, waiting.slice(0, atOnce), places);
      waiting = waiting.slice(atOnce);
    }
  };
  for await (const found of readTasks(tasks)) {
    waiting.push(...found);
    await counted(atOnce);
  }
  await counted(1);
}

const done = { done: true, value: undefined } as const;
