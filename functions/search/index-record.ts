import type { LocalDate } from '../kernel/dates.ts';
import type { Item } from '../kernel/table/item.ts';
import { TransactionRefused, type Table } from '../kernel/table/table.ts';
import type { UnitRegistry } from '../units/registry.ts';
import type { Findable, IndexedKind } from './findable.ts';
import { partsOf } from './parts.ts';
import { rowsOf, type SearchStore } from './search.store.ts';

/** The index as it is now, and what a record says; undefined for one that isn't found. */
export type Source = {
  readonly views: Table;
  readonly search: SearchStore;
  readonly describe: (id: string) => Promise<Described | undefined>;
};

/** How a record is found, and what other rows tell of it. */
export type Described = {
  readonly found: Findable & { readonly kind: IndexedKind };
  readonly more: readonly Item[];
};

const maxAttempts = 5;

/**
 * Makes the index say of a record what the record says now, so that events may come twice, late or out of order. The card
 * is read before the record and guards every write: whoever read an older record than somebody else wrote starts again.
 */
export async function indexRecord(
  open: () => Source,
  id: string,
  { registry, on }: { readonly registry: UnitRegistry; readonly on: LocalDate },
): Promise<void> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const { views, search, describe } = open();
    const card = await search.card(id);
    const of = await describe(id);
    const rows = of ? [...rowsOf(of.found, partsOf(of.found, registry, on)), ...of.more] : [];
    try {
      for (const writes of search.put(card, id, rows))
        await views.transact(writes.map((write) => write.request));
      return;
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
    }
  }
  throw new Error(`${id} is being indexed by too many at once`);
}
