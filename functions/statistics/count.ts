import type { Key } from '../kernel/table/item.ts';
import { TransactionRefused, type Table, type WriteRequest } from '../kernel/table/table.ts';
import type { Contribution } from './contribution.ts';
import { placed, type Mark, type Placed, type PlacedListing, type Places } from './place.ts';
import {
  addSums,
  putCounted,
  recordWrites,
  sumKeys,
  type CountedItem,
  type Generation,
  type StatisticsStore,
} from './statistics.store.ts';

export type CountDeps = {
  readonly table: Table;
  readonly statistics: Pick<StatisticsStore, 'counted'>;
};

/** DynamoDB takes 100 actions; a change is never cut in two. */
const maxActions = 96;
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
function newestOfEach(contributions: readonly Contribution[]): readonly Contribution[] {
  const newest = new Map<string, Contribution>();
  for (const one of contributions)
    if (one.version >= (newest.get(one.id)?.version ?? 0)) newest.set(one.id, one);
  return [...newest.values()];
}

/** Those that met another writer, to be tried again. */
async function countOnce(
  { table, statistics }: CountDeps,
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
    if (inBatch.size > 0 && !(await commit(table, batch.take()))) for (const one of inBatch) again.add(one);
    inBatch = new Set();
  };
  for (const { contribution, plan } of plans) {
    let state = plan.before;
    for (const step of plan.steps) {
      if (!batch.fits(step, plan.before)) {
        await flush();
        if (again.has(contribution)) break;
      }
      state = batch.add(step, state);
      inBatch.add(contribution);
    }
    if (again.has(contribution)) continue;
    if (!batch.fits(undefined, plan.before)) await flush();
    if (again.has(contribution)) continue;
    batch.finish({ ...state, ...plan.heading });
    inBatch.add(contribution);
  }
  await flush();
  return [...again];
}

type Heading = Pick<CountedItem, 'version' | 'tree' | 'unitId' | 'recordId'>;
type MarkStep = { readonly kind: 'MARK'; readonly mark: Mark };
type RecordStep<K> = { readonly kind: K; readonly listing: PlacedListing };
type Step = MarkStep | RecordStep<'PUT'> | RecordStep<'DROP'>;
type Plan = { readonly before: CountedItem; readonly steps: readonly Step[]; readonly heading: Heading };

/** Undefined where what was counted is as new or newer. */
function planOf(
  contribution: Contribution,
  known: CountedItem | undefined,
  places: Places,
): Plan | undefined {
  const { id, recordId, unitId, version } = contribution;
  const tree = { version: places.registry.version, on: places.today };
  if (known && !overtakes({ version, tree }, known)) return undefined;
  const fresh = { id, version: 0, tree, revision: 0, marks: [], listings: [] };
  const before: CountedItem = { ...(known ?? fresh), recordId, unitId };
  const after = placed(contribution, places);
  const steps = [
    ...markSteps(before.marks, after.marks),
    ...before.listings
      .filter((one) => !has(after, one))
      .map((listing) => ({ kind: 'DROP' as const, listing })),
    ...after.listings
      .filter((one) => !has(before, one))
      .map((listing) => ({ kind: 'PUT' as const, listing })),
  ];
  if (known?.version === version && steps.length === 0) return undefined;
  return { before, steps, heading: { version, tree, unitId, recordId } };
}

const overtakes = (
  a: Pick<CountedItem, 'version' | 'tree'>,
  b: Pick<CountedItem, 'version' | 'tree'>,
): boolean =>
  a.version !== b.version
    ? a.version > b.version
    : a.tree.version !== b.tree.version
      ? a.tree.version > b.tree.version
      : a.tree.on >= b.tree.on;

const listingKey = (l: PlacedListing): string => [l.tree, l.path.join(), l.list, l.day].join(' ');
const has = ({ listings }: Placed, listing: PlacedListing): boolean =>
  listings.some((one) => listingKey(one) === listingKey(listing));

const markKey = (m: Mark): string => [m.tree, m.path.join(), m.measure, m.day].join(' ');

/** What must be added to the one to come to the other. */
function markSteps(before: readonly Mark[], after: readonly Mark[]): readonly MarkStep[] {
  const changes = new Map<string, Mark>();
  const add = (mark: Mark, sign: 1 | -1) => {
    const key = markKey(mark);
    changes.set(key, { ...mark, n: (changes.get(key)?.n ?? 0) + sign * mark.n });
  };
  for (const mark of before) add(mark, -1);
  for (const mark of after) add(mark, 1);
  return [...changes.values()].filter(({ n }) => n !== 0).map((mark) => ({ kind: 'MARK', mark }));
}

/** What has been counted once a step is taken. */
function stepped(before: CountedItem, step: Step): CountedItem {
  if (step.kind === 'PUT') return { ...before, listings: [...before.listings, step.listing] };
  if (step.kind === 'DROP') {
    const dropped = listingKey(step.listing);
    return { ...before, listings: before.listings.filter((one) => listingKey(one) !== dropped) };
  }
  const key = markKey(step.mark);
  const n = before.marks.filter((m) => markKey(m) === key).reduce((sum, m) => sum + m.n, step.mark.n);
  const others = before.marks.filter((m) => markKey(m) !== key);
  return { ...before, marks: n === 0 ? others : [...others, { ...step.mark, n }] };
}

/** Steps of many contributions in one transaction, sums of the same place added up first. */
function openBatch(generation: Generation) {
  let sums = new Map<string, { readonly key: Key; readonly of: Map<string, number> }>();
  /** By key: what is dropped and put at once is put. */
  let records = new Map<string, WriteRequest>();
  let counted = new Map<string, CountedItem>();

  const keysOf = (step: Step | undefined) => (step?.kind === 'MARK' ? sumKeys(generation, step.mark) : []);
  const name = (key: Key) => `${key.pk} ${key.sk}`;

  return {
    fits: (step: Step | undefined, of: CountedItem): boolean => {
      const fresh = keysOf(step).filter((key) => !sums.has(name(key))).length;
      const listed = step === undefined || step.kind === 'MARK' ? 0 : step.listing.path.length;
      const item = counted.has(of.id) ? 0 : 1;
      return sums.size + records.size + counted.size + fresh + listed + item <= maxActions;
    },
    add: (step: Step, before: CountedItem): CountedItem => {
      const written = counted.get(before.id);
      const state = stepped(written ?? before, step);
      for (const key of keysOf(step)) {
        const entry = sums.get(name(key)) ?? { key, of: new Map<string, number>() };
        sums.set(name(key), entry);
        if (step.kind === 'MARK')
          entry.of.set(step.mark.measure, (entry.of.get(step.mark.measure) ?? 0) + step.mark.n);
      }
      if (step.kind !== 'MARK')
        for (const { key, request } of recordWrites(generation, before, step))
          records.set(name(key), request);
      const next = { ...state, revision: written ? state.revision : before.revision + 1 };
      counted.set(before.id, next);
      return next;
    },
    /** The contribution is counted to its end. */
    finish: (state: CountedItem): void => {
      const written = counted.has(state.id);
      counted.set(state.id, { ...state, revision: written ? state.revision : state.revision + 1 });
    },
    take: (): readonly WriteRequest[] => {
      const taken = [
        ...[...counted.values()].map((one) => putCounted(generation, one)),
        ...[...sums.values()].flatMap(({ key, of }) => {
          const moved = new Map([...of].filter(([, n]) => n !== 0));
          return moved.size > 0 ? [addSums(key, moved)] : [];
        }),
        ...records.values(),
      ];
      [sums, records, counted] = [new Map(), new Map(), new Map()];
      return taken;
    },
  };
}

const collisions = new Set(['ConditionalCheckFailed', 'TransactionConflict']);

/** False when another writer was there; whatever else is wrong is thrown. */
async function commit(table: Table, requests: readonly WriteRequest[]): Promise<boolean> {
  try {
    await table.transact(requests);
    return true;
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
    if (!error.reasons.some(({ code }) => collisions.has(code))) throw error;
    return false;
  }
}

const pause = (attempt: number) =>
  new Promise((resolve) => setTimeout(resolve, 2 ** Math.min(attempt, 7) * 5));
