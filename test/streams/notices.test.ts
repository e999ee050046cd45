import { beforeAll, describe, expect, it } from 'vitest';
import { followNotices } from '../../functions/notices/follow-notices.ts';
import type { Id } from '../../functions/kernel/ids.ts';
import { eventShape, type StoredEvent } from '../../functions/kernel/table/event.ts';
import { office, type Held, type Office } from '../support/dossiers.ts';
import { province } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals } from '../support/world.ts';

describe('notices of what happened', () => {
  let o: Office;
  let dossier: Held;
  beforeAll(async () => {
    o = await office(await createWorld('2021-03-01T02:00:00Z'));
    dossier = await o.complete([{ subjectId: await o.person('Trần Thị Bí Mật'), awardCode: 'BKT' }]);
    dossier = await o.done(o.officer, 'submitDossier', dossier, { receivingUnitId: province });
    dossier = await o.done(o.first, 'returnDossier', dossier, {
      reasons: [{ path: [], reason: 'Lý do kín' }],
    });
    await deliverAll(dossier.id);
  });

  /** Hands over every event of a dossier, as the stream would. */
  async function deliverAll(id: string) {
    const { table } = o.world.deps();
    const items = await table.queryAll({ pk: `DOS#${id}`, skPrefix: 'EVENT#' });
    for (const item of items) await deliver(`DOS#${id}`, eventShape.read(item));
  }
  const deliver = (pk: string, event: StoredEvent) =>
    followNotices(
      {
        client: o.world.shared.client,
        tableName: o.world.shared.tableName,
        clock: o.world.clock,
        secret: o.world.shared.cursorSecret,
        unitCache: o.world.shared.unitCache,
      },
      pk,
      event,
    );
  const list = async (user: Id<'usr'>, unread = false) => {
    const query = `query ($u: Boolean) { me { unreadNotices notices(unread: $u) {
      nodes { id kind title text aboutId readAt } } } }`;
    return pick((await o.world.run(user, query, { u: unread })).data, 'me');
  };
  const kinds = async (user: Id<'usr'>) =>
    [pick(await list(user), 'notices', 'nodes')].flat().map((one) => pick(one, 'kind'));

  it('reach the people of the unit whose turn it is, once however often an event comes', async () => {
    expect(await kinds(o.first)).toEqual(['DOSSIER_SUBMITTED']);
    expect(await kinds(o.second)).toEqual(['DOSSIER_SUBMITTED']);
    expect(await kinds(o.officer)).toEqual(['DOSSIER_RETURNED']);
    for (const other of [o.leader, o.auditor, o.district, o.outsider]) expect(await kinds(other)).toEqual([]);
    const before = await o.world.dump();
    await deliverAll(dossier.id);
    expect(await o.world.dump()).toBe(before);
  });

  it('hold no name and no reason', async () => {
    const text = JSON.stringify([await list(o.first), await list(o.officer)]);
    expect(text).not.toMatch(/Bí Mật|Lý do kín/);
    expect(text).toContain('Xã Minh Thuận');
  });

  it('are read by their reader alone, and marked in one read and one write', async () => {
    const id = String(pick(await list(o.first), 'notices', 'nodes', 0, 'id'));
    const mark = (user: Id<'usr'>, noticeIds: readonly string[]) =>
      o.world.run(
        user,
        `mutation ($input: MarkNoticesReadInput!) { markNoticesRead(input: $input) {
          notices { id readAt } userErrors { code field } } }`,
        { input: { noticeIds, idempotencyKey: key() } },
      );
    expect(refusals(await mark(o.second, [id]), 'markNoticesRead')).toEqual(['NOT_FOUND noticeIds.0']);
    expect(refusals(await mark(o.first, []), 'markNoticesRead')).toEqual(['REQUIRED noticeIds']);
    const node = 'query ($id: ID!) { node(id: $id) { ... on Notice { kind } } }';
    expect(pick((await o.world.run(o.second, node, { id })).data, 'node')).toBeNull();
    expect(pick((await o.world.run(o.first, node, { id })).data, 'node', 'kind')).toBe('DOSSIER_SUBMITTED');
    const done = await mark(o.first, [id, id]);
    expect([refusals(done, 'markNoticesRead'), done.calls]).toEqual([[], { reads: 1, writes: 1 }]);
    expect(pick(await list(o.first, true), 'notices', 'nodes')).toEqual([]);
    expect(pick(await list(o.first), 'unreadNotices')).toBe(0);
    expect(pick(await list(o.first), 'notices', 'nodes', 0, 'readAt')).toBe('2021-03-01T02:00:00.000Z');
  });
});
