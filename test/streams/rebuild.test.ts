import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { office } from '../support/dossiers.ts';
import { indexAll, indexDump, searched } from '../support/search.ts';
import { auditCopy, headOf, keep } from '../support/statistics.ts';
import { createWorld, pick, type World } from '../support/world.ts';

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
    for (let runs = 0; (await headOf(world)).building && runs < 50; runs += 1) await keep(world, audit, 1);
    expect((await headOf(world)).building).toBeNull();
    expect(await titles()).toHaveLength(3);
    const unversioned = (dump: string) => dump.replace(/,"version":\d+/g, '');
    expect(unversioned(await indexDump(world))).toBe(unversioned(before));
  });
});
