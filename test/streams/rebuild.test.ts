import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { office } from '../support/dossiers.ts';
import { indexAll, indexDump, searched } from '../support/search.ts';
import { keepStatistics } from '../../functions/statistics/keep-statistics.ts';
import { auditWalk } from '../../functions/audit/audit-walk.store.ts';
import { countTasks, tasksOfAll } from '../../functions/statistics/count-tasks.ts';
import { openStatistics, projectStatistics } from '../../functions/statistics/project-statistics.ts';
import {
  auditCopy,
  eventsOf,
  headOf,
  keep,
  keeperProcess,
  statisticsOf,
  statisticsProcess,
} from '../support/statistics.ts';
import { province } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, type World } from '../support/world.ts';

const rowsIn = (dump: string) => dump.split('\n').map((line): unknown => JSON.parse(line));

async function forget(world: World, row: unknown): Promise<void> {
  const Key = { pk: { S: String(pick(row, 'pk')) }, sk: { S: String(pick(row, 'sk')) } };
  await world.client.send(new DeleteItemCommand({ TableName: world.shared.viewTableName, Key }));
}

describe('views that are built anew from the copy of events', () => {
  it('find again what the index has lost, however often the keeper is stopped', async () => {
    const world = await createWorld('2021-03-01T02:00:00Z');
    const o = await office(world);
    for (const name of ['Trần Thị Hòa', 'Đỗ Văn Đường', 'Lê Thị Hoa'])
      await o.complete([{ subjectId: await o.person(name), awardCode: 'BKT' }]);
    await indexAll(world);
    const before = await indexDump(world);
    const titles = async () => (await searched(world, o.officer, 'de nghi', { kinds: ['DOSSIER'] })).titles;
    for (const row of rowsIn(before)) await forget(world, row);
    expect(await titles()).toEqual([]);
    const audit = await auditCopy(world);
    await keep(world, audit, 1, true);
    world.clock.set('2021-03-01T02:20:00Z');
    for (let runs = 0; (await headOf(world)).building && runs < 50; runs += 1) {
      if ((await headOf(world)).building?.openFrom != null) world.clock.set('2021-03-01T02:40:00Z');
      await keep(world, audit, 1);
    }
    expect((await headOf(world)).building).toBeNull();
    expect(await titles()).toHaveLength(3);
    const unversioned = (dump: string) => dump.replace(/,"version":\d+/g, '');
    expect(unversioned(await indexDump(world))).toBe(unversioned(before));
  });

  it('come to the same when cut off at any write, while things happen, are told twice and in disorder', async () => {
    const world = await createWorld('2021-03-01T02:00:00Z');
    const o = await office(world);
    const told = new Set<string>();
    /** What the stream brings: everything new, backwards, and some of the old once more. */
    const deliver = async () => {
      const all = await eventsOf(world);
      const fresh = all.filter(({ pk, event }) => !told.has(`${pk}#${event.seq}`));
      for (const { pk, event } of fresh) told.add(`${pk}#${event.seq}`);
      await projectStatistics(statisticsProcess(world), [...fresh.toReversed(), ...all.slice(0, 3)]);
    };
    const draft = async (name: string) => o.complete([{ subjectId: await o.person(name), awardCode: 'BKT' }]);
    const early = await draft('Trần Thị Hòa');
    await draft('Lê Thị Hoa');
    await deliver();
    const audit = await auditCopy(world);
    await keep(world, audit, 1, true);
    await o.done(o.officer, 'submitDossier', early, { receivingUnitId: province });
    await deliver();
    world.clock.set('2021-03-01T02:20:00Z');
    let [cuts, batches] = [0, 0];
    for (let runs = 0; (await headOf(world)).building; runs += 1) {
      expect(runs).toBeLessThan(200);
      const client = cutOffAfter(world.shared.client, runs % 6);
      const process = { ...keeperProcess(world, audit), client, events: auditWalk(client, audit, 2) };
      let steps = 2 + (runs % 3);
      try {
        await keepStatistics(process, { rebuild: false }, () => ((steps -= 1) > 0 ? 600_000 : 0));
      } catch (error) {
        expect(String(error)).toContain(cutOff);
        cuts += 1;
      }
      if (runs % 8 === 1) await draft(`Người thứ ${runs}`);
      if (runs % 4 === 3) await deliver();
      const { building } = await headOf(world);
      batches = Math.max(batches, building?.batch ?? 0);
      if (building?.openFrom != null && building.openFrom > world.clock.now().toISOString()) {
        await deliver();
        world.clock.set(building.openFrom);
      }
    }
    expect([cuts > 5, batches > 3]).toEqual([true, true]);
    await deliver();
    expect((await headOf(world)).live).toBe(2);
    const rebuilt = await statisticsOf(world, 2);
    await recountAll(world);
    expect(rebuilt).toEqual(await statisticsOf(world, 9));
    expect(rebuilt.length).toBeGreaterThan(20);
    const rests = ['STNN#', 'STND#'];
    expect(
      (await world.dump()).split('\n').filter((line) => rests.some((rest) => line.includes(rest))),
    ).toEqual([]);
  }, 120_000);
});

const cutOff = 'cut off here';

/** A client whose process dies before one of its writes. */
function cutOffAfter(client: DynamoDBDocumentClient, writes: number): DynamoDBDocumentClient {
  let left = writes;
  return new Proxy(client, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (name !== 'send' || typeof value !== 'function') return value;
      return (...args: Parameters<typeof target.send>) => {
        if (args[0].constructor.name.includes('Write') && (left -= 1) < 0) throw new Error(cutOff);
        const sent: unknown = Reflect.apply(value, target, args);
        return sent;
      };
    },
  });
}

/** Everything counted once, in a generation of its own, as nobody disturbs it. */
async function recountAll(world: World): Promise<void> {
  const deps = openStatistics(statisticsProcess(world));
  await countTasks(deps, 9, tasksOfAll(deps.registers, await eventsOf(world)));
}
