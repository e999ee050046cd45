import type { Key } from '../kernel/table/item.ts';
import type { WriteRequest } from '../kernel/table/table.ts';
import { listingKey, markKey, type Step } from './plan.ts';
import {
  addSums,
  putCounted,
  recordWrites,
  sumKeys,
  type CountedItem,
  type Generation,
} from './statistics.store.ts';

/** DynamoDB takes 100 actions; a change is never cut in two. */
const maxActions = 96;

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
export function openBatch(generation: Generation) {
  let sums = new Map<string, { readonly key: Key; readonly of: Map<string, number> }>();
  /** By key: what is dropped and put at once is put. */
  let records = new Map<string, WriteRequest>();
  let counted = new Map<string, CountedItem>();

  const keysOf = (step: Step | undefined) => (step?.kind === 'MARK' ? sumKeys(generation, step.mark) : []);
  const name = (key: Key) => `${key.pk} ${key.sk}`;

  return {
    /** Whether one more step can go with the others, or the end of a contribution where no step is named. */
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
      sums = new Map();
      records = new Map();
      counted = new Map();
      return taken;
    },
  };
}
