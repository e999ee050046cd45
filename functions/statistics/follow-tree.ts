import type { Id } from '../kernel/ids.ts';
import { foldActs, type UnitRegistry } from '../units/registry.ts';
import { count } from './count.ts';
import { generationsOf, type Head, type TreeState } from './head.store.ts';
import { placesOf, samePath, type Places } from './place.ts';
import type { StatisticsDeps } from './project-statistics.ts';
import { unplaced } from './unplaced.ts';

/**
 * Places again what belongs to units whose place has changed since everything was last surely placed: by an act, or because the
 * day of one has come. A projection may still hold the tree of before for a moment, so a change counts as settled only when
 * a second pass has found it.
 */
export async function followTree(deps: StatisticsDeps, head: Head): Promise<void> {
  const places = await deps.places();
  const now: TreeState = { version: places.registry.version, on: places.today };
  if (same(head.settled, now)) return;
  const moved = movedUnits(places, head.settled);
  for (const generation of generationsOf(head))
    for (const unitId of moved) await placeUnit(deps, generation, unitId, places);
  const settled = same(head.passed, now) ? now : head.settled;
  await deps.table.transact([deps.head.put(head, { settled, passed: now }).request]);
}

const same = (a: TreeState | null, b: TreeState): boolean =>
  a !== null && a.version === b.version && a.on === b.on;

/** Units that stand elsewhere than they did, now or on any day; all of them where nothing was ever placed. */
function movedUnits(places: Places, before: TreeState | null): readonly Id<'unt'>[] {
  const ids = [...places.registry.units.keys()];
  if (!before) return ids;
  const old = placesOf(asOf(places.registry, before.version), before.on);
  return ids.filter((id) => {
    if (!old.registry.get(id)) return true;
    if (!samePath(old.now(id), places.now(id))) return true;
    return JSON.stringify(old.stays(id)) !== JSON.stringify(places.stays(id));
  });
}

const asOf = (registry: UnitRegistry, version: number): UnitRegistry =>
  registry.version === version ? registry : foldActs(registry.acts.filter((act) => act.version <= version));

async function placeUnit(
  deps: StatisticsDeps,
  generation: number,
  unitId: Id<'unt'>,
  places: Places,
): Promise<void> {
  let after: string | null = null;
  for (;;) {
    const found = await deps.statistics.ofUnit(generation, unitId, after);
    const last = found.at(-1);
    if (!last) return;
    await count(deps, generation, found.map(unplaced), places);
    after = last.id;
  }
}
