import type * as z from 'zod/mini';
import { lazy } from '../lazy.ts';

export type Key = { readonly pk: string; readonly sk: string };

/** Index attributes; an item appears in an index only when it has both halves of its key. */
export type IndexKeys = Partial<
  Record<'gsi1pk' | 'gsi1sk' | 'gsi2pk' | 'gsi2sk' | 'gsi3pk' | 'gsi3sk' | 'gsi4pk' | 'gsi4sk', string>
>;

/** What every item in the table says of itself, beside its own attributes. */
export type Item = Key &
  IndexKeys & { readonly type: string; readonly v: number; readonly [name: string]: unknown };

/**
 * One shape of item: its type, the version of its shape and the parser of its data. An older `v` is brought up by
 * `upcast`, which takes the stored data one version further at a time; writes are always of the latest version.
 */
export function itemShape<S extends z.ZodMiniType>(spec: {
  type: string;
  v: number;
  /** Called on first use: a cold start makes no parser that it doesn't need. */
  data: () => S;
  upcast?: Readonly<Record<number, (data: unknown) => unknown>>;
}) {
  const parser = lazy(spec.data);
  return {
    type: spec.type,
    /** The stored form: keys and index keys beside the data. */
    item: (key: Key & IndexKeys, data: z.output<S>): Item => ({ ...key, type: spec.type, v: spec.v, data }),
    /** The data of a stored item; throws when the item isn't of this shape, as a surprise and never silently. */
    read: (item: Item): z.output<S> => {
      if (item.type !== spec.type)
        throw new Error(`expected a ${spec.type} at ${item.pk}, found ${item.type}`);
      let data: unknown = item['data'];
      for (let v = item.v; v < spec.v; v += 1) {
        const up = spec.upcast?.[v];
        if (!up) throw new Error(`no upcast for ${spec.type} v${v}`);
        data = up(data);
      }
      return parser().parse(data);
    },
  };
}

/** The one place where what DynamoDB returns is taken for an item; its data is parsed by its shape. */
export function asItem(raw: Record<string, unknown>): Item {
  if (typeof raw['pk'] !== 'string' || typeof raw['sk'] !== 'string' || typeof raw['type'] !== 'string')
    throw new Error('an item without pk, sk or type');
  return raw as Item;
}
