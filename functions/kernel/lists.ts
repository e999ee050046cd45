import type { Cursors } from './cursors.ts';
import { pageRequest, type Page, type PageArgs } from './paging.ts';
import type { Item } from './table/item.ts';
import type { QuerySpec, Table } from './table/table.ts';

/** The keys of an item that DynamoDB needs to go on from it in this list. */
function position(item: Item, index: QuerySpec['index']): Record<string, string> {
  const names = index ? ['pk', 'sk', `${index}pk`, `${index}sk`] : ['pk', 'sk'];
  return Object.fromEntries(names.map((name) => [name, String(item[name])]));
}

export type ListReader = { readonly table: Table; readonly cursors: Cursors };

/**
 * One page of a keyed list, in one Query. The key says all of the filter, so every row read is a row of the list;
 * one row more than asked tells whether another page follows.
 */
export async function pageOf<T>(
  reader: ListReader,
  list: Omit<QuerySpec, 'limit' | 'startKey'>,
  args: PageArgs,
  read: (item: Item) => T,
): Promise<Page<T>> {
  const { size, backward, cursor } = pageRequest(args);
  const name = JSON.stringify([
    list.index,
    list.pk,
    list.skPrefix,
    list.skFrom,
    list.skTo,
    list.descending ?? false,
  ]);
  const startKey = cursor === undefined ? undefined : await reader.cursors.open(name, cursor);
  const descending = (list.descending ?? false) !== backward;
  const found = await reader.table.query({
    ...list,
    descending,
    limit: size + 1,
    ...(startKey && { startKey }),
  });
  const more = found.items.length > size || (found.items.length <= size && found.lastKey !== undefined);
  const items = found.items.slice(0, size);
  if (backward) items.reverse();
  const edges = await Promise.all(
    items.map(async (item) => ({
      node: read(item),
      cursor: await reader.cursors.seal(name, position(item, list.index)),
    })),
  );
  return {
    edges,
    hasNextPage: backward ? cursor !== undefined : more,
    hasPreviousPage: backward ? more : cursor !== undefined,
  };
}

/**
 * One page of rows that are already in memory, in their order; `keyOf` must be unique in the list. A row that has left
 * the list since its cursor was made is missed at its old place, so that the reader goes on and doesn't begin anew.
 */
export async function pageOfRows<T>(
  cursors: Cursors,
  list: string,
  rows: readonly T[],
  args: PageArgs,
  keyOf: (row: T) => string,
): Promise<Page<T>> {
  const { size, backward, cursor } = pageRequest(args);
  const edge = cursor === undefined ? undefined : await cursors.open(list, cursor);
  const found = edge && rows.findIndex((row) => keyOf(row) === edge['key']);
  const place = Math.min(Number(edge?.['place']), rows.length);
  const [start, end] = backward
    ? endingAt(found === undefined ? rows.length : found < 0 ? place : found, size)
    : startingAt(found === undefined ? 0 : found < 0 ? place : found + 1, size, rows.length);
  const edges = await Promise.all(
    rows.slice(start, end).map(async (node, index) => ({
      node,
      cursor: await cursors.seal(list, { key: keyOf(node), place: String(start + index) }),
    })),
  );
  return { edges, hasNextPage: end < rows.length, hasPreviousPage: start > 0 };
}

const endingAt = (end: number, size: number) => [Math.max(0, end - size), end] as const;
const startingAt = (start: number, size: number, length: number) =>
  [start, Math.min(length, start + size)] as const;
