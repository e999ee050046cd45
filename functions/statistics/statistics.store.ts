import * as z from 'zod/mini';
import { yearOf, type LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedDate, storedId } from '../kernel/table/schemas.ts';
import type { WriteRequest } from '../kernel/table/table.ts';
import type { Contribution } from './contribution.ts';
import type { Mark, Path, Placed, PlacedListing, Tree } from './place.ts';

/** Every projection that was ever built has a number of its own, so that one is built while another is read. */
export type Generation = number;

/** What of a contribution has been counted: exactly this, whatever stopped half-way. */
export type CountedItem = Placed & {
  readonly id: string;
  readonly recordId: string;
  readonly unitId: Id<'unt'>;
  readonly version: number;
  /** By which version of the register of units it was placed, and on which day. */
  readonly tree: { readonly version: number; readonly on: LocalDate };
  /** The batch of the generation's building that it was first counted in; 0 where it was counted since. */
  readonly batch: number;
  /** One more with each write. */
  readonly revision: number;
};

/** One unit's numbers: sums of all former years for stocks, and what changed in the year up to the day. */
export type Sums = ReadonlyMap<string, number>;

export type ListedRecord = { readonly recordId: string; readonly unitId: Id<'unt'>; readonly day: LocalDate };

export type UnitKey = {
  readonly generation: Generation;
  readonly tree: Tree;
  readonly unitId: Id<'unt'>;
};

export interface StatisticsStore {
  counted(generation: Generation, id: string): Promise<CountedItem | undefined>;
  /** Two queries, whatever the number of units below and the years that went by. */
  sums(of: UnitKey, on: LocalDate): Promise<Sums>;
  /** The records under a number, of days between two. */
  pageRecords(
    of: UnitKey,
    list: string,
    days: { readonly from: LocalDate; readonly to: LocalDate },
    args: PageArgs,
  ): Promise<Page<ListedRecord>>;
  /** Contributions of a unit, by id; the index lags. */
  ofUnit(generation: Generation, unitId: Id<'unt'>, after: string | null): Promise<readonly CountedItem[]>;
}

const path = z.readonly(z.array(storedId('unt')));
const tree = z.enum(['WAS', 'IS']);
const countedShape = itemShape({
  type: 'statCounted',
  v: 1,
  data: () =>
    z.object({
      id: z.string(),
      recordId: z.string(),
      unitId: storedId('unt'),
      version: z.int(),
      tree: z.object({ version: z.int(), on: storedDate }),
      batch: z._default(z.int(), 0),
      revision: z.int(),
      paths: z.array(path),
      marks: z.array(z.tuple([tree, z.int(), z.string(), storedDate, z.number(), z.boolean()])),
      listings: z.array(z.tuple([tree, z.int(), z.enum(['FLOW', 'STOCK']), z.string(), storedDate])),
    }),
});
const recordShape = itemShape({
  type: 'statRecord',
  v: 1,
  data: () => z.object({ recordId: z.string(), unitId: storedId('unt'), day: storedDate }),
});
const sumType = 'statSum';

export const countedKey = (generation: Generation, id: string): Key => ({
  pk: `STNC#${generation}#${id}`,
  sk: '#',
});
const ofUnitPk = (generation: Generation, unitId: Id<'unt'>) => `STNU#${generation}#${unitId}`;
const sumsPk = ({ generation, tree: by, unitId }: UnitKey) => `STN#${generation}#${by}#${unitId}`;
const dayPk = (of: UnitKey, year: number) => `${sumsPk(of)}#${year}`;
const listPk = ({ generation, tree: by, unitId }: UnitKey, list: string) =>
  `STNL#${generation}#${by}#${unitId}#${list}`;

/** Sums are attributes of their own, so that two writers add to one item without reading it. */
const attribute = (measure: string) => `n:${measure}`;

const pageSize = 100;

export function statisticsStore(reader: ListReader): StatisticsStore {
  const { table } = reader;
  return {
    counted: async (generation, id) => {
      const item = await table.get(countedKey(generation, id));
      return item && readCounted(item);
    },
    sums: async (of, on) => {
      const year = yearOf(on);
      const [years, days] = await Promise.all([
        table.queryAll({ pk: sumsPk(of), skFrom: '0000', skTo: String(year - 1) }),
        table.queryAll({ pk: dayPk(of, year), skFrom: '00-00', skTo: on.slice(5) }),
      ]);
      return added([...years, ...days]);
    },
    pageRecords: (of, list, { from, to }, args) =>
      pageOf(reader, { pk: listPk(of, list), skFrom: from, skTo: `${to}#~` }, args, (item) =>
        recordShape.read(item),
      ),
    ofUnit: async (generation, unitId, after) => {
      const pk = ofUnitPk(generation, unitId);
      const range = after === null ? {} : { skFrom: `${after} `, skTo: '~' };
      const { items } = await table.query({ index: 'gsi1', pk, ...range, limit: pageSize });
      return items.map(readCounted);
    },
  };
}

function added(items: readonly Item[]): Sums {
  const sums = new Map<string, number>();
  for (const item of items) {
    if (item.type !== sumType) throw new Error(`expected a ${sumType} at ${item.pk}, found ${item.type}`);
    for (const [name, n] of Object.entries(item))
      if (name.startsWith('n:') && typeof n === 'number')
        sums.set(name.slice(2), (sums.get(name.slice(2)) ?? 0) + n);
  }
  return new Map([...sums].filter(([, n]) => n !== 0));
}

function readCounted(item: Item): CountedItem {
  const { paths, marks, listings, ...data } = countedShape.read(item);
  const at = (index: number): Path => paths[index] ?? [];
  return {
    ...data,
    marks: marks.map(([by, index, measure, day, n, lasts]) => ({
      ...{ tree: by, path: at(index), measure, day, n, lasts },
    })),
    listings: listings.map(([by, index, kind, list, day]) => ({
      ...{ tree: by, path: at(index), kind, list, day },
    })),
  };
}

/** Paths are written once each, since most marks share them. */
export function countedItem(generation: Generation, counted: CountedItem): Item {
  const { marks, listings, ...data } = counted;
  const paths: Path[] = [];
  const indexOf = (of: Path): number => {
    const found = paths.findIndex((one) => one.join() === of.join());
    return found < 0 ? paths.push(of) - 1 : found;
  };
  return countedShape.item(
    {
      ...countedKey(generation, data.id),
      gsi1pk: ofUnitPk(generation, data.unitId),
      gsi1sk: data.id,
    },
    {
      ...data,
      marks: marks.map((m): [Tree, number, string, LocalDate, number, boolean] => [
        m.tree,
        indexOf(m.path),
        m.measure,
        m.day,
        m.n,
        m.lasts,
      ]),
      listings: listings.map((l): [Tree, number, 'FLOW' | 'STOCK', string, LocalDate] => [
        l.tree,
        indexOf(l.path),
        l.kind,
        l.list,
        l.day,
      ]),
      paths,
    },
  );
}

/** Writes what has been counted, unless somebody wrote since it was read. */
export const putCounted = (generation: Generation, counted: CountedItem): WriteRequest => ({
  Put: {
    Item: countedItem(generation, counted),
    ...(counted.revision === 1
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: '#data.revision = :before',
          ExpressionAttributeNames: { '#data': 'data' },
          ExpressionAttributeValues: { ':before': counted.revision - 1 },
        }),
  },
});

/** Where a mark is added up: the day in its year, and the year's own sum for what lasts. */
export const sumKeys = (
  generation: Generation,
  { tree: by, path: units, day, lasts }: Mark,
): readonly Key[] =>
  units.flatMap((unitId) => {
    const of = { generation, tree: by, unitId };
    return [
      { pk: dayPk(of, yearOf(day)), sk: day.slice(5) },
      ...(lasts ? [{ pk: sumsPk(of), sk: String(yearOf(day)) }] : []),
    ];
  });

export function addSums(key: Key, sums: ReadonlyMap<string, number>): WriteRequest {
  const entries = [...sums].map(([measure, n], index) => ({ name: attribute(measure), n, index }));
  return {
    Update: {
      Key: { pk: key.pk, sk: key.sk },
      UpdateExpression: `SET #type = :type, v = :v ADD ${entries.map(({ index }) => `#m${index} :n${index}`).join(', ')}`,
      ExpressionAttributeNames: {
        '#type': 'type',
        ...Object.fromEntries(entries.map(({ name, index }) => [`#m${index}`, name])),
      },
      ExpressionAttributeValues: {
        ':type': sumType,
        ':v': 1,
        ...Object.fromEntries(entries.map(({ n, index }) => [`:n${index}`, n])),
      },
    },
  };
}

/**
 * A place of sums with what a batch adds to it, for one who alone writes there; undefined where that batch is in it already.
 */
export function summed(
  key: Key,
  before: Item | undefined,
  sums: ReadonlyMap<string, number>,
  batch: number,
): Item | undefined {
  if (before?.['batch'] === batch) return undefined;
  const more = [...sums].map(([measure, n]): [string, number] => {
    const known = before?.[attribute(measure)];
    return [attribute(measure), (typeof known === 'number' ? known : 0) + n];
  });
  return { ...before, ...key, type: sumType, v: 1, batch, ...Object.fromEntries(more) };
}

type Listed = Pick<Contribution, 'id' | 'recordId' | 'unitId'>;
type ListingStep = { readonly kind: 'PUT' | 'DROP'; readonly listing: PlacedListing };

/** A record's line in the list of each unit on its path. */
export const listingItems = (
  generation: Generation,
  { id, recordId, unitId }: Listed,
  { tree: by, list, day, path: units }: PlacedListing,
): readonly Item[] =>
  units.map((at) =>
    recordShape.item(
      { pk: listPk({ generation, tree: by, unitId: at }, list), sk: `${day}#${id}` },
      { recordId, unitId, day },
    ),
  );

export const recordWrites = (
  generation: Generation,
  listed: Listed,
  { kind, listing }: ListingStep,
): readonly { readonly key: Key; readonly request: WriteRequest }[] =>
  listingItems(generation, listed, listing).map((item) => {
    const key = { pk: item.pk, sk: item.sk };
    return { key, request: kind === 'PUT' ? { Put: { Item: item } } : { Delete: { Key: key } } };
  });

/** Everything that was written for a contribution: the items of its sums and lists, shared with others. */
export const keysOf = (generation: Generation, counted: CountedItem): readonly Key[] => [
  ...counted.marks.flatMap((mark) => sumKeys(generation, mark)),
  ...counted.listings.flatMap((listing) =>
    recordWrites(generation, counted, { kind: 'DROP', listing }).map(({ key }) => key),
  ),
];
