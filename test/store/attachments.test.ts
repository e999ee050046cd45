import { beforeAll, describe, expect, it } from 'vitest';
import type { Attachment, AttachmentOwner } from '../../functions/attachments/attachment.ts';
import { TransactionRefused } from '../../functions/kernel/table/table.ts';
import type { Write } from '../../functions/kernel/table/write.ts';
import { userIdOf } from '../../functions/access/user.ts';
import { minhThuan } from '../support/units.ts';
import { createWorld, type World } from '../support/world.ts';

describe('the store of attachments', () => {
  let world: World;
  let owner: AttachmentOwner;
  beforeAll(async () => {
    world = await createWorld();
    owner = { kind: 'DOSSIER', id: world.shared.ids.next('dos') };
  });

  const store = () => world.deps().attachments;
  const put = async (more: Partial<Attachment> = {}): Promise<Attachment> => {
    const file: Attachment = {
      id: world.shared.ids.next('att'),
      unitId: minhThuan,
      uploadedBy: userIdOf('test', 'officer'),
      fileName: 'Tờ trình.pdf',
      contentType: 'application/pdf',
      size: 1000,
      sha256: '0'.repeat(64),
      status: 'CLEAN',
      rejection: null,
      owner: null,
      requestedAt: '2021-03-01T02:00:00.000Z',
      expiresAt: '2021-03-31T02:00:00.000Z',
      object: { eTag: 'e', versionId: 'v' },
      verdict: null,
      version: 1,
      ...more,
    };
    await world.write(store().create(file));
    return file;
  };
  const read = (file: Attachment) => store().get(file.id);
  /** The code of what a write is refused with. */
  const refused = async (write: Write): Promise<string | undefined> => {
    const before = await world.dump();
    const error = await world.write(write).catch((thrown: unknown) => thrown);
    if (!(error instanceof TransactionRefused)) throw new Error('it was not refused');
    expect(await world.dump()).toBe(before);
    const [reason] = error.reasons;
    return write.onConflict(reason?.existing).code;
  };

  it('reads back what it was given, once', async () => {
    const rejection = { code: 'FILE_SCAN_FAILED', field: [], details: { result: 'FAILED' } } as const;
    const verdict = { object: { eTag: 'x', versionId: null }, result: 'UNSUPPORTED' } as const;
    const file = await put({ status: 'REJECTED', rejection, verdict, expiresAt: null, object: null });
    expect(await read(file)).toEqual(file);
    expect(await store().get(world.shared.ids.next('att'))).toBeUndefined();
    expect(await refused(store().create(file))).toBe('DUPLICATE');
  });

  it('replaces only the version that was read', async () => {
    const file = await put();
    await world.write(store().replace({ ...file, status: 'EXPIRED', version: 2 }));
    expect(await read(file)).toMatchObject({ status: 'EXPIRED', version: 2 });
    await refused(store().replace({ ...file, version: 2 }));
  });

  it('gives a clean file to one owner, and takes it back', async () => {
    const file = await put();
    await world.write(store().attach(file, owner));
    const held = await read(file);
    if (!held) throw new Error('it is gone');
    expect(held).toEqual({ ...file, owner, expiresAt: null, version: 2 });
    expect(await refused(store().attach(file, owner))).toBe('BUSY');
    expect(await refused(store().attach(held, owner))).toBe('DUPLICATE');
    await world.write(store().detach(held));
    expect(await read(file)).toEqual({ ...file, version: 3 });
  });

  it('gives nobody a file that is not clean, whatever the caller believes', async () => {
    for (const status of ['PENDING', 'CHECKING', 'REJECTED', 'EXPIRED'] as const)
      expect(await refused(store().attach(await put({ status }), owner))).toBe('FILE_NOT_CLEAN');
    expect(await refused(store().attach({ ...(await put()), id: world.shared.ids.next('att') }, owner))).toBe(
      'NOT_FOUND',
    );
  });

  it('lists what is due, the longest due first', async () => {
    const second = await put({ status: 'PENDING', expiresAt: '2021-03-02T02:00:00.000Z' });
    const first = await put({ status: 'CHECKING', expiresAt: '2021-03-01T03:00:00.000Z' });
    await put({ owner, expiresAt: null });
    await put({ expiresAt: '2021-03-02T02:00:00.001Z' });
    const due = (limit: number) => store().due('2021-03-02T02:00:00.001Z', limit);
    expect(await due(10)).toEqual([first, second]);
    expect(await due(1)).toEqual([first]);
  });
});
