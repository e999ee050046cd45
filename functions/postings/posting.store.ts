import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import type { Item, Key } from '../kernel/table/item.ts';
import { create, overwrite, replace, versionOf, type Write } from '../kernel/table/write.ts';
import { yearOf } from '../kernel/dates.ts';
import { listShape, postingShape, rowShape } from './posting.shape.ts';
import type { PostedList, Posting, StoredRow } from './posting.ts';

export interface PostingStore {
  get(id: Id<'pst'>): Promise<Posting | undefined>;
  create(posting: Posting): Write;
  /** Replaces a notice, whose stored version must be one less. */
  replace(after: Posting): Write;
  /** Every notice of a year by its first day, newest first; all of them are public. */
  pageByYear(year: number, args: PageArgs): Promise<Page<Posting>>;
  /** The newest of a year, without a cursor to go on from. */
  newest(year: number, limit: number): Promise<readonly Posting[]>;
  /** Those that may still receive opinions, the next to close first. */
  pageOpen(args: PageArgs): Promise<Page<Posting>>;
  rows(id: Id<'pst'>, args: PageArgs): Promise<Page<StoredRow>>;
  /** The rows of these numbers that there are. */
  rowsOf(id: Id<'pst'>, numbers: readonly number[]): Promise<readonly StoredRow[]>;
  /** The whole list, at most some ten thousand small items. */
  allRows(id: Id<'pst'>): Promise<readonly StoredRow[]>;
  /** Undefined until the list has been written. */
  list(id: Id<'pst'>): Promise<PostedList | undefined>;
  /** Writing a row or the list again changes nothing. */
  putRow(id: Id<'pst'>, row: StoredRow): Write;
  putList(id: Id<'pst'>, list: PostedList): Write;
}

export const postingPk = (id: Id<'pst'>) => `PST#${id}`;
const rootKey = (id: Id<'pst'>): Key => ({ pk: postingPk(id), sk: '#' });
const listKey = (id: Id<'pst'>): Key => ({ pk: postingPk(id), sk: 'LIST' });
const rowPrefix = 'ROW#';
const rowKey = (id: Id<'pst'>, number: number): Key => ({
  pk: postingPk(id),
  sk: `${rowPrefix}${String(number).padStart(7, '0')}`,
});

export function postingStore(reader: ListReader): PostingStore {
  const { table } = reader;
  const readRow = (item: Item): StoredRow => rowShape.read(item);
  return {
    get: async (id) => {
      const item = await table.get(rootKey(id));
      return item && read(item);
    },
    create: (posting) => create(rootItem(posting), refusal('DUPLICATE', []), 1),
    replace: (after) => replace(rootItem(after), after.version - 1),
    pageByYear: (year, args) =>
      pageOf(reader, { index: 'gsi1', pk: `PSTY#${year}`, descending: true }, args, read),
    newest: async (year, limit) => {
      const spec = { index: 'gsi1', pk: `PSTY#${year}`, descending: true, limit } as const;
      return (await table.query(spec)).items.map(read);
    },
    pageOpen: (args) => pageOf(reader, { index: 'gsi2', pk: 'PSTOPEN' }, args, read),
    rows: (id, args) => pageOf(reader, { pk: postingPk(id), skPrefix: rowPrefix }, args, readRow),
    rowsOf: async (id, numbers) => {
      const items = await Promise.all(numbers.map((number) => table.get(rowKey(id, number))));
      return items.flatMap((item) => (item ? [readRow(item)] : []));
    },
    allRows: async (id) => (await table.queryAll({ pk: postingPk(id), skPrefix: rowPrefix })).map(readRow),
    list: async (id) => {
      const item = await table.get(listKey(id));
      return item && listShape.read(item);
    },
    putRow: (id, row) => overwrite(rowShape.item(rowKey(id, row.number), row)),
    putList: (id, list) => overwrite(listShape.item(listKey(id), list)),
  };
}

const read = (item: Item): Posting => ({ ...postingShape.read(item), version: versionOf(item) });

function rootItem({ version: _, ...posting }: Posting): Item {
  const { period } = posting;
  return postingShape.item(
    {
      ...rootKey(posting.id),
      gsi1pk: `PSTY#${yearOf(period.startOn)}`,
      gsi1sk: `${period.startOn}#${posting.id}`,
      ...(posting.status === 'OPEN' && { gsi2pk: 'PSTOPEN', gsi2sk: `${period.dueOn}#${posting.id}` }),
    },
    {
      ...posting,
      legalBases: [...posting.legalBases],
      dossiers: [...posting.dossiers],
      period: { ...period, steps: [...period.steps], needsHumanLook: [...period.needsHumanLook] },
    },
  );
}
