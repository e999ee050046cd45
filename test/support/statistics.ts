import { auditRecord } from '../../functions/audit/audit-record.ts';
import { auditWalk } from '../../functions/audit/audit-walk.store.ts';
import { auditStore } from '../../functions/audit/audit.store.ts';
import { createTable } from '../../infra/local/tables.ts';
import { inject } from 'vitest';
import { projectSearch } from '../../functions/search/project-search.ts';
import { keepStatistics, type KeeperProcess } from '../../functions/statistics/keep-statistics.ts';
import type { Delivered } from '../../functions/kernel/stream.ts';
import { eventShape } from '../../functions/kernel/table/event.ts';
import { asItem, type Item } from '../../functions/kernel/table/item.ts';
import { followTree } from '../../functions/statistics/follow-tree.ts';
import { openStatistics, projectStatistics } from '../../functions/statistics/project-statistics.ts';
import type { World } from './world.ts';

/** The process that keeps statistics in a test world. */
export const statisticsProcess = ({ shared, clock }: World) => ({
  client: shared.client,
  tableName: shared.tableName,
  viewTableName: shared.viewTableName,
  secret: shared.cursorSecret,
  clock,
  unitCache: shared.unitCache,
});

export const deliverStatistics = (world: World, delivered: Delivered): Promise<void> =>
  projectStatistics(statisticsProcess(world), [delivered]);

const itemsOf = async (world: World): Promise<readonly Item[]> =>
  (await world.items()).map((item) => asItem(item));

/** Everything that has happened in a world, as the stream tells it. */
export const eventsOf = async (world: World): Promise<readonly Delivered[]> =>
  (await itemsOf(world))
    .filter((item) => item.type === 'event')
    .map((item) => ({ pk: item.pk, event: eventShape.read(item) }));

/** Counts all that happened, each event once. */
export async function countEverything(world: World): Promise<void> {
  for (const delivered of await eventsOf(world)) await deliverStatistics(world, delivered);
}

/** Every number and every list of a generation, without its own number. */
export async function statisticsOf(world: World, generation: number): Promise<readonly string[]> {
  const lines = (await itemsOf(world)).flatMap((item) => {
    const [kind, number, ...rest] = item.pk.split('#');
    if ((kind !== 'STN' && kind !== 'STNL') || number !== String(generation)) return [];
    const key = [kind, ...rest, item.sk].join('#');
    if (item.type === 'statRecord')
      return [`${key} ${JSON.stringify(item['data'], ['recordId', 'unitId', 'day'])}`];
    const numbers = Object.entries(item).filter(([name, n]) => name.startsWith('n:') && n !== 0);
    return numbers.map(([name, n]) => `${key} ${name} ${String(n)}`);
  });
  return lines.sort();
}

/** Follows the tree of units until it is settled. */
export async function settleTree(world: World): Promise<void> {
  for (let pass = 0; pass < 2; pass += 1) {
    const deps = openStatistics(statisticsProcess(world));
    await followTree(deps, await deps.head.get());
  }
}

/** A copy of everything that has happened, as the audit table holds it. */
export async function auditCopy(world: World): Promise<string> {
  const definition = inject('tables').find((table) => table.TableName.endsWith('-audit'));
  if (!definition) throw new Error('the template has no audit table');
  const auditTableName = `${world.shared.tableName}-audit`;
  await createTable(world.client, { ...definition, TableName: auditTableName });
  const store = auditStore(world.shared.client, auditTableName);
  for (const { pk, event } of await eventsOf(world)) await store.append(auditRecord(pk, event));
  return auditTableName;
}

export const keeperProcess = (world: World, auditTableName: string): KeeperProcess => ({
  ...statisticsProcess(world),
  events: auditWalk(world.shared.client, auditTableName),
  alongside: (events) => projectSearch(statisticsProcess(world), events),
});

/** One run of the keeper that has this many steps of time. */
export const keep = (world: World, auditTableName: string, steps: number, rebuild = false): Promise<void> => {
  let left = steps;
  return keepStatistics(keeperProcess(world, auditTableName), { rebuild }, () =>
    (left -= 1) >= 0 ? 600_000 : 0,
  );
};

export const headOf = (world: World) => openStatistics(statisticsProcess(world)).head.get();
