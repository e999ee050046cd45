import { beforeAll, describe, expect, it } from 'vitest';
import type { AttachmentStatus } from '../../functions/attachments/attachment.ts';
import { instant } from '../../functions/kernel/clock.ts';
import type { Id } from '../../functions/kernel/ids.ts';
import { campaignMutation, launched } from '../support/campaigns.ts';
import { minhThuan, province, seedUnits } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, type World } from '../support/world.ts';

const attach = campaignMutation(
  'attachDocument',
  'campaign',
  'id version documents { attachmentId title fileName }',
);

describe('documents of campaigns', () => {
  let world: World;
  let campaignId: string;
  let officer: Id<'usr'>;
  beforeAll(async () => {
    world = await createWorld('2021-01-25T02:00:00Z');
    await seedUnits(world);
    officer = await world.user('officer', [['OFFICER', province]]);
    campaignId = await launched(world, officer);
  });

  async function file(unitId: Id<'unt'>, status: AttachmentStatus = 'CLEAN'): Promise<Id<'att'>> {
    const id = world.shared.ids.next('att');
    const at = instant(world.clock);
    const write = world.deps().attachments.create({
      ...{ id, unitId, uploadedBy: officer, fileName: 'Kế hoạch 08.pdf', contentType: 'application/pdf' },
      ...{ size: 1000, sha256: '0'.repeat(64), status, rejection: null, owner: null, version: 1 },
      ...{ requestedAt: at, expiresAt: at, object: { eTag: 'e', versionId: null }, verdict: null },
    });
    await world.write(write);
    return id;
  }
  const asked = (attachmentId: string, expectedVersion: number, title = 'Kế hoạch số 08/KH-UBND') => ({
    input: { campaignId, attachmentId, title, expectedVersion, idempotencyKey: key() },
  });

  it('takes clean files of the host, once', async () => {
    const id = await file(province);
    const answer = await world.run(officer, attach, asked(id, 2));
    expect(answer.calls).toEqual({ reads: 1, writes: 1 });
    const look = 'query ($id: ID!) { campaign(id: $id) { documents { attachmentId title fileName } } }';
    expect((await world.run(undefined, look, { id: campaignId })).data).toEqual({
      campaign: {
        documents: [{ attachmentId: id, title: 'Kế hoạch số 08/KH-UBND', fileName: 'Kế hoạch 08.pdf' }],
      },
    });
    const foreign = await file(minhThuan);
    const unchecked = await file(province, 'CHECKING');
    const before = await world.dump();
    const codes = async (attachmentId: string, title?: string) =>
      refusals(await world.run(officer, attach, asked(attachmentId, 3, title)), 'attachDocument');
    expect(await codes(id)).toEqual(['DUPLICATE attachmentId']);
    expect(await codes(foreign)).toEqual(['NOT_FOUND attachmentId']);
    expect(await codes('att_0', ' ')).toEqual(['REQUIRED title', 'NOT_FOUND attachmentId']);
    expect(await codes(unchecked)).toEqual(['FILE_NOT_CLEAN attachmentId']);
    const stale = await world.run(officer, attach, asked(unchecked, 2));
    expect(refusals(stale, 'attachDocument')).toEqual(['STALE_VERSION expectedVersion']);
    expect(pick(stale.data, 'attachDocument', 'campaign')).toBe(null);
    expect(await world.dump()).toBe(before);
  });

  it('are taken back with a reason, and may go elsewhere then', async () => {
    const id = await file(province);
    const held = await world.run(officer, attach, asked(id, 3, 'Tệp nhầm'));
    expect(refusals(held, 'attachDocument')).toEqual([]);
    const detach = campaignMutation('detachDocument', 'campaign', 'version documents { attachmentId }');
    const take = (user: Id<'usr'>, more: object = {}) => {
      const common = { campaignId, attachmentId: id, expectedVersion: 4, idempotencyKey: key() };
      return world.run(user, detach, { input: { ...common, reason: 'Tải nhầm tệp', ...more } });
    };
    const other = { attachmentId: await file(province) };
    const staff = await world.user('staff', [['OFFICER', minhThuan]]);
    const before = await world.dump();
    expect(refusals(await take(officer, { reason: ' ' }), 'detachDocument')).toEqual(['REQUIRED reason']);
    expect(refusals(await take(officer, other), 'detachDocument')).toEqual(['NOT_FOUND attachmentId']);
    const refused = await take(staff);
    expect([refused.errors, refusals(refused, 'detachDocument')]).toEqual([[], ['NOT_FOUND campaignId']]);
    expect(await world.dump()).toBe(before);
    const answer = await take(officer);
    expect(refusals(answer, 'detachDocument')).toEqual([]);
    expect(answer.calls).toEqual({ reads: 1, writes: 1 });
    expect(pick(answer.data, 'detachDocument', 'campaign', 'version')).toBe(5);
    expect(JSON.stringify(answer.data)).not.toContain(id);
    expect(refusals(await world.run(officer, attach, asked(id, 5)), 'attachDocument')).toEqual([]);
  });
});
