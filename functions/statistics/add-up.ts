import { chunks } from '../kernel/group.ts';
import { inGroups } from '../kernel/in-groups.ts';
import type { Item, Key } from '../kernel/table/item.ts';
import type { PlainWrite } from '../kernel/table/write-many.ts';
import type { Noted } from './build.store.ts';
import type { Batch } from './gather.ts';
import type { StatisticsDeps } from './project-statistics.ts';
import { listingItems, summed, sumKeys, type CountedItem } from './statistics.store.ts';

/** What a batch adds in one place. */
type Sum = { readonly key: Key; readonly of: Map<string, number> };

/** Sums that are read together; a few groups of them at a time. */
const readTogether = 100;
const abreast = 4;

/**
 * Adds up everything that a batch has written down. Each sum bears the number of the last batch in it, so that one that is
 * cut off begins again and adds to nothing twice. Nobody else writes to these sums: what happens meanwhile is deferred.
 */
export async function addUp(
  open: () => StatisticsDeps,
  batch: Batch,
  notes: readonly Noted[],
): Promise<void> {
  const sums = new Map<string, Sum>();
  const known = new Set<string>();
  for (const { ids } of notes) {
    // A view of the table of its own for each note, so that what was read for one is let go.
    const { statistics, writeMany } = open();
    const news = ids.filter((id) => !known.has(id) && known.add(id));
    const found = await Promise.all(news.map((id) => statistics.counted(batch.generation, id)));
    const counted = found.flatMap((one) => (one?.batch === batch.number ? [one] : []));
    for (const one of counted) fold(sums, batch, one);
    await writeMany(listingsOf(batch, counted));
  }
  await inGroups(chunks([...sums.values()], readTogether), abreast, (group) => add(open(), batch, group));
}

function fold(sums: Map<string, Sum>, { generation }: Batch, { marks }: CountedItem): void {
  for (const mark of marks)
    for (const key of sumKeys(generation, mark)) {
      const name = `${key.pk} ${key.sk}`;
      const sum = sums.get(name) ?? { key, of: new Map<string, number>() };
      sums.set(name, sum);
      sum.of.set(mark.measure, (sum.of.get(mark.measure) ?? 0) + mark.n);
    }
}

function listingsOf({ generation }: Batch, counted: readonly CountedItem[]): readonly PlainWrite[] {
  const items = new Map<string, Item>();
  for (const one of counted)
    for (const listing of one.listings)
      for (const item of listingItems(generation, one, listing)) items.set(`${item.pk} ${item.sk}`, item);
  return [...items.values()].map((item) => ({ put: item }));
}

async function add(
  { views, writeMany }: StatisticsDeps,
  { number }: Batch,
  sums: readonly Sum[],
): Promise<void> {
  const before = await Promise.all(sums.map(({ key }) => views.get(key)));
  const items = sums.flatMap(({ key, of }, index) => summed(key, before[index], of, number) ?? []);
  await writeMany(items.map((item) => ({ put: item })));
}
