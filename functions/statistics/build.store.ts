import * as z from 'zod/mini';
import { chunks } from '../kernel/group.ts';
import type { Delivered } from '../kernel/stream.ts';
import { eventSchema } from '../kernel/table/event.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import type { Table } from '../kernel/table/table.ts';
import type { PlainWrite } from '../kernel/table/write-many.ts';
import type { Generation } from './statistics.store.ts';

/** A part of a batch: contributions that are counted in it, noted before they are. */
export type Noted = { readonly key: Key; readonly ids: readonly string[] };

/** What happened while a generation was being built, to be looked at once it stands. */
export type Deferred = { readonly key: Key; readonly delivered: Delivered };

/** What building a generation keeps beside the generation itself. */
export interface BuildStore {
  /** `name` sets it apart from what an attempt that was cut off has noted. */
  note(generation: Generation, batch: number, name: string, ids: readonly string[]): PlainWrite;
  noted(generation: Generation, batch: number): Promise<readonly Noted[]>;
  defer(generation: Generation, events: readonly Delivered[]): Promise<void>;
  /** Up to a hundred, in any order. */
  deferred(generation: Generation): Promise<readonly Deferred[]>;
}

const noteShape = itemShape({
  type: 'statNote',
  v: 1,
  data: () => z.object({ ids: z.readonly(z.array(z.string())) }),
});
const deferredShape = itemShape({
  type: 'statDeferred',
  v: 1,
  data: () => z.object({ pk: z.string(), event: eventSchema }),
});

const notesPk = (generation: Generation, batch: number) => `STNN#${generation}#${batch}`;
const deferredPk = (generation: Generation) => `STND#${generation}`;

/** DynamoDB takes 100 actions; an event is about half a kilobyte. */
const atOnce = 100;

export function buildStore(table: Table): BuildStore {
  return {
    note: (generation, batch, name, ids) => ({
      put: noteShape.item({ pk: notesPk(generation, batch), sk: name }, { ids }),
    }),
    noted: async (generation, batch) => {
      const items = await table.queryAll({ pk: notesPk(generation, batch) });
      return items.map((item) => ({ key: keyOf(item), ids: noteShape.read(item).ids }));
    },
    defer: async (generation, events) => {
      const items = new Map(
        events.map(({ pk, event }) => {
          const key = { pk: deferredPk(generation), sk: `${pk}#${event.seq}` };
          return [key.sk, deferredShape.item(key, { pk, event })];
        }),
      );
      for (const group of chunks([...items.values()], atOnce))
        await table.transact(group.map((item) => ({ Put: { Item: item } })));
    },
    deferred: async (generation) => {
      const { items } = await table.query({ pk: deferredPk(generation), limit: atOnce });
      return items.map((item) => ({ key: keyOf(item), delivered: deferredShape.read(item) }));
    },
  };
}

const keyOf = ({ pk, sk }: Item): Key => ({ pk, sk });
