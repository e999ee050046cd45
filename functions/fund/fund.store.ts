import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { derivedId, type Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedDate, storedDong, storedId, storedInstant } from '../kernel/table/schemas.ts';
import { create, replace, versionOf, type Write } from '../kernel/table/write.ts';
import { fundEntryKinds, fundRegions, type Fund, type FundEntry } from './fund.ts';

export interface FundStore {
  get(id: Id<'fnd'>): Promise<Fund | undefined>;
  /** DUPLICATE when the unit already has a fund of that year. */
  create(fund: Fund): Write;
  /** Replaces a fund, whose stored version must be one less. */
  replace(after: Fund): Write;
  addEntry(fund: Fund, entry: FundEntry): Write;
  pageByUnit(unitId: Id<'unt'>, args: PageArgs): Promise<Page<Fund>>;
  /** The ledger, from the latest entry back. */
  pageEntries(id: Id<'fnd'>, args: PageArgs): Promise<Page<FundEntry>>;
}

const act = z.object({ number: z.string(), issuer: z.string(), issuedOn: storedDate });

const fundShape = itemShape({
  type: 'fund',
  v: 1,
  data: () =>
    z.object({
      id: storedId('fnd'),
      unitId: storedId('unt'),
      year: z.int(),
      region: z.nullable(z.enum(fundRegions)),
      regularSpending: z.nullable(storedDong),
      approved: storedDong,
      act,
      sums: z.record(z.enum(fundEntryKinds), storedDong),
      entries: z.int(),
    }),
});
const entryShape = itemShape({
  type: 'fundEntry',
  v: 1,
  data: () =>
    z.object({
      number: z.int(),
      kind: z.enum(fundEntryKinds),
      amount: storedDong,
      on: storedDate,
      text: z.string(),
      listId: z.nullable(storedId('pyl')),
      overrunReason: z.nullable(z.string()),
      by: storedId('usr'),
      at: storedInstant,
    }),
});

/** One fund a unit and year: the same pair always has the same id. */
export const fundId = (unitId: Id<'unt'>, year: number): Id<'fnd'> =>
  derivedId('fnd', createHash('sha256').update(`fund\n${unitId}\n${year}`).digest());

export const fundPk = (id: Id<'fnd'>) => `FND#${id}`;
const rootKey = (id: Id<'fnd'>): Key => ({ pk: fundPk(id), sk: '#' });
const entryPrefix = 'ENTRY#';

export function fundStore(reader: ListReader): FundStore {
  return {
    get: async (id) => {
      const item = await reader.table.get(rootKey(id));
      return item && read(item);
    },
    create: (fund) => create(rootItem(fund), refusal('DUPLICATE', 'year'), 1),
    replace: (after) => replace(rootItem(after), after.version - 1),
    addEntry: (fund, entry) =>
      create(
        entryShape.item(
          { pk: fundPk(fund.id), sk: `${entryPrefix}${String(entry.number).padStart(6, '0')}` },
          entry,
        ),
        refusal('STALE_VERSION', 'expectedVersion', { currentVersion: fund.version }),
      ),
    pageByUnit: (unitId, args) =>
      pageOf(reader, { index: 'gsi1', pk: `FNDU#${unitId}`, descending: true }, args, read),
    pageEntries: (id, args) =>
      pageOf(reader, { pk: fundPk(id), skPrefix: entryPrefix, descending: true }, args, (item) =>
        entryShape.read(item),
      ),
  };
}

const read = (item: Item): Fund => ({ ...fundShape.read(item), version: versionOf(item) });

function rootItem({ version: _, ...fund }: Fund): Item {
  const keys = { ...rootKey(fund.id), gsi1pk: `FNDU#${fund.unitId}`, gsi1sk: String(fund.year) };
  return fundShape.item(keys, { ...fund, sums: { ...fund.sums } });
}
