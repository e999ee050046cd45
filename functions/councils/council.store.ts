import * as z from 'zod/mini';
import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedDate, storedId } from '../kernel/table/schemas.ts';
import { create, replace, unchanged, versionOf, type Write } from '../kernel/table/write.ts';
import { seatRoles, type Council } from './council.ts';

export interface CouncilStore {
  get(id: Id<'cnl'>): Promise<Council | undefined>;
  create(council: Council): Write;
  /** Replaces a council, whose stored version must be one less. */
  replace(after: Council): Write;
  /** The council must still be as it was when a decision relied on it. */
  guard(id: Id<'cnl'>, version: number): Write;
  /** Councils of a unit, by the first day of their term. */
  pageByUnit(unitId: Id<'unt'>, args: PageArgs): Promise<Page<Council>>;
}

const councilShape = itemShape({
  type: 'council',
  v: 1,
  data: () =>
    z.object({
      id: storedId('cnl'),
      unitId: storedId('unt'),
      name: z.string(),
      term: z.object({ from: storedDate, to: storedDate }),
      decisions: z.array(z.object({ number: z.string(), issuedOn: storedDate, signerName: z.string() })),
      seats: z.array(
        z.object({
          number: z.int(),
          role: z.enum(seatRoles),
          name: z.string(),
          title: z.string(),
          unitId: z.nullable(storedId('unt')),
          subjectId: z.nullable(storedId('sub')),
          userId: z.nullable(storedId('usr')),
          votes: z.boolean(),
          fields: z.array(z.string()),
          relatives: z.array(storedId('sub')),
          from: storedDate,
          to: z.nullable(storedDate),
          filledBy: z.int(),
          endedBy: z.nullable(z.int()),
        }),
      ),
    }),
});

export const councilPk = (id: Id<'cnl'>) => `CNL#${id}`;
const rootKey = (id: Id<'cnl'>): Key => ({ pk: councilPk(id), sk: '#' });

export function councilStore(reader: ListReader): CouncilStore {
  return {
    get: async (id) => {
      const item = await reader.table.get(rootKey(id));
      return item && read(item);
    },
    create: (council) => create(rootItem(council), refusal('DUPLICATE', []), 1),
    replace: (after) => replace(rootItem(after), after.version - 1),
    guard: (id, version) => unchanged(rootKey(id), version),
    pageByUnit: (unitId, args) => pageOf(reader, { index: 'gsi1', pk: `CNLOF#${unitId}` }, args, read),
  };
}

const read = (item: Item): Council => ({ ...councilShape.read(item), version: versionOf(item) });

function rootItem({ version: _, ...council }: Council): Item {
  const data = {
    ...council,
    decisions: [...council.decisions],
    seats: council.seats.map((seat) => ({
      ...seat,
      fields: [...seat.fields],
      relatives: [...seat.relatives],
    })),
  };
  return councilShape.item(
    {
      ...rootKey(council.id),
      gsi1pk: `CNLOF#${council.unitId}`,
      gsi1sk: `${council.term.from}#${council.id}`,
    },
    data,
  );
}
