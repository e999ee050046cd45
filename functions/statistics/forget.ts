import type { Contribution } from './contribution.ts';
import type { Head } from './head.store.ts';
import type { StatisticsDeps } from './project-statistics.ts';
import { countedKey, keysOf } from './statistics.store.ts';

/** Removes what nobody reads any more, a unit at a time. */
export async function forgetPage(
  deps: StatisticsDeps,
  head: Head,
  leaving: NonNullable<Head['leaving']>,
): Promise<void> {
  const { registry } = await deps.places();
  const unit = [...registry.units.keys()].sort().find((id) => leaving.after === null || id > leaving.after);
  if (unit !== undefined) await forgetUnit(deps, leaving.generation, unit);
  const change = { leaving: unit === undefined ? null : { ...leaving, after: unit } };
  await deps.table.transact([deps.head.put(head, change).request]);
}

async function forgetUnit(
  { statistics, writeMany }: StatisticsDeps,
  generation: number,
  unitId: Contribution['unitId'],
): Promise<void> {
  let after: string | null = null;
  for (;;) {
    const found = await statistics.ofUnit(generation, unitId, after);
    const last = found.at(-1);
    if (!last) return;
    const keys = new Map(
      found.flatMap((one) => keysOf(generation, one)).map((key) => [`${key.pk} ${key.sk}`, key]),
    );
    // The contributions last: as long as they are there, so is the way to what was counted of them.
    await writeMany([...keys.values()].map((key) => ({ remove: key })));
    await writeMany(found.map(({ id }) => ({ remove: countedKey(generation, id) })));
    after = last.id;
  }
}
