import * as z from 'zod/mini';
import { itemShape, type Key } from '../kernel/table/item.ts';
import { storedDate, storedId, storedInstant } from '../kernel/table/schemas.ts';
import type { Table } from '../kernel/table/table.ts';
import { create, replace, versionOf, type Write } from '../kernel/table/write.ts';
import { refusal } from '../kernel/refusal.ts';

const treeState = z.object({ version: z.int(), on: storedDate });
/** A version of the register of units, as it stands on a day. */
export type TreeState = z.output<typeof treeState>;

const position = z.nullable(z.record(z.string(), z.string()));

const headData = z.object({
  /** What is read. */
  live: z.int(),
  /**
   * What is being built beside it; from when events are read for it, how far they have been, and how many. `batch` numbers
   * what is added up together; `adding` is set once its records are written down. `openFrom` is when the last batch was done
   * and events were no longer deferred, with a time for the last of those to come in.
   */
  building: z.nullable(
    z.object({
      generation: z.int(),
      from: storedInstant,
      after: position,
      events: z.int(),
      batch: z._default(z.int(), 1),
      adding: z._default(z.nullable(z.object({ after: position, events: z.int() })), null),
      openFrom: z._default(z.nullable(storedInstant), null),
    }),
  ),
  /** What was read before and is being removed, unit by unit. */
  leaving: z.nullable(z.object({ generation: z.int(), after: z.nullable(storedId('unt')) })),
  /** The tree that everything is surely placed by, and the one of the last pass. */
  settled: z.nullable(treeState),
  passed: z.nullable(treeState),
});

export type Head = z.output<typeof headData> & { readonly version: number };
export type Building = NonNullable<Head['building']>;

const shape = itemShape({ type: 'statHead', v: 1, data: () => headData });
const key: Key = { pk: 'STATISTICS', sk: 'HEAD' };

/** Where the statistics stand; the same before anything was ever counted. */
const first: Head = { live: 1, building: null, leaving: null, settled: null, passed: null, version: 0 };

export interface HeadStore {
  get(): Promise<Head>;
  /** Replaces what was read; BUSY when somebody was faster. */
  put(before: Head, change: Partial<Omit<Head, 'version'>>): Write;
}

export const headStore = (table: Table): HeadStore => ({
  get: async () => {
    const item = await table.get(key);
    return item ? { ...shape.read(item), version: versionOf(item) } : first;
  },
  put: ({ version, ...before }, change) => {
    const item = shape.item(key, { ...before, ...change });
    const busy = refusal('BUSY', []);
    return version === 0 ? create(item, busy, 1) : { ...replace(item, version), onConflict: () => busy };
  },
});

/** Every generation that follows what happens; one that is being added up defers it. */
export const generationsOf = ({ live, building }: Head): readonly number[] =>
  building && building.openFrom !== null ? [live, building.generation] : [live];

/** The generation for which what happens is deferred. */
export const deferringOf = ({ building }: Head): number | null =>
  building && building.openFrom === null ? building.generation : null;
