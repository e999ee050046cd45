import { TransactionRefused, type Table, type WriteRequest } from '../kernel/table/table.ts';
import { openBatch } from './batch.ts';
import type { Contribution } from './contribution.ts';
import type { Places } from './place.ts';
import { planOf, type Plan } from './plan.ts';
import type { Generation, StatisticsStore } from './statistics.store.ts';

export type CountDeps = {
  readonly views: Table;
  readonly statistics: Pick<StatisticsStore, 'counted'>;
};

const maxAttempts = 12;

/**
 * Counts contributions as they now are, in place of what was counted of them before. What is counted and that it is counted
 * are written together, so a repetition, a late arrival, or a stop half-way leaves the sums exact.
 */
export async function count(
  deps: CountDeps,
  generation: Generation,
  contributions: readonly Contribution[],
  places: Places,
): Promise<void> {
  let left: readonly Contribution[] = newestOfEach(contributions);
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt === maxAttempts) throw new Error(`${left.length} contributions met others again and again`);
    if (attempt > 0) await pause(attempt);
    left = await countOnce(deps, generation, left, places);
  }
}

/** Two events may have asked for one record; it is counted once. */
export function newestOfEach(contributions: readonly Contribution[]): readonly Contribution[] {
  const newest = new Map<string, Contribution>();
  for (const one of contributions)
    if (one.version >= (newest.get(one.id)?.version ?? 0)) newest.set(one.id, one);
  return [...newest.values()];
}

/** Those that met another writer, to be tried again. */
async function countOnce(
  { views, statistics }: CountDeps,
  generation: Generation,
  contributions: readonly Contribution[],
  places: Places,
): Promise<readonly Contribution[]> {
  const before = await Promise.all(contributions.map((one) => statistics.counted(generation, one.id)));
  const plans = contributions.flatMap((contribution, index) => {
    const plan = planOf(contribution, before[index], places);
    return plan ? [{ contribution, plan }] : [];
  });
  const batch = openBatch(generation);
  const again = new Set<Contribution>();
  let inBatch = new Set<Contribution>();
  const flush = async () => {
    if (inBatch.size > 0 && !(await commit(views, batch.take()))) for (const one of inBatch) again.add(one);
    inBatch = new Set();
  };
  /** Takes the steps and then the end of a contribution; stops where a part of it met another writer. */
  async function take(contribution: Contribution, { before, steps, heading }: Plan): Promise<void> {
    let state = before;
    for (const step of [...steps, undefined]) {
      if (!batch.fits(step, before)) await flush();
      if (again.has(contribution)) return;
      if (step) state = batch.add(step, state);
      else batch.finish({ ...state, ...heading });
      inBatch.add(contribution);
    }
  }
  for (const { contribution, plan } of plans) await take(contribution, plan);
  await flush();
  return [...again];
}

const collisions = new Set(['ConditionalCheckFailed', 'TransactionConflict']);

/** False when another writer was there; whatever else is wrong is thrown. */
async function commit(views: Table, requests: readonly WriteRequest[]): Promise<boolean> {
  try {
    await views.transact(requests);
    return true;
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
    if (!error.reasons.some(({ code }) => collisions.has(code))) throw error;
    return false;
  }
}

const pause = (attempt: number) =>
  new Promise((resolve) => setTimeout(resolve, 2 ** Math.min(attempt, 7) * 5));
