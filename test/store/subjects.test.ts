import { beforeAll, describe, expect, it } from 'vitest';
import { createWorld, key, type World } from '../support/world.ts';
import { hienKhanh, minhThuan, seedUnits, unitId, yenBang } from '../support/units.ts';
import { localDate } from '../../functions/kernel/dates.ts';
import type { Id } from '../../functions/kernel/ids.ts';
import { refusal } from '../../functions/kernel/refusal.ts';
import { eventItem } from '../../functions/kernel/table/event.ts';
import { TransactionRefused } from '../../functions/kernel/table/table.ts';
import { create, overwrite, type Write } from '../../functions/kernel/table/write.ts';
import { subjectPk, type Holder } from '../../functions/subjects/subject.store.ts';
import type { Subject } from '../../functions/subjects/subject.ts';

const since = localDate('2015-01-01');
const number = (fingerprint: string) => ({
  type: 'CCCD' as const,
  masked: '0360••••••12',
  sealed: 'sealed',
  fingerprint,
});

describe('the store of subjects', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
    await seedUnits(world);
  });

  const subject = (name: string, more: Partial<Subject> = {}): Subject => {
    const unit = more.unitId ?? minhThuan;
    return {
      id: world.shared.ids.next('sub'),
      kind: 'INDIVIDUAL',
      name,
      unitId: unit,
      position: null,
      birthDate: null,
      sex: null,
      group: null,
      idNumber: null,
      refUnitId: null,
      affiliations: [{ unitId: unit, position: null, from: since, to: null }],
      version: 1,
      ...more,
    };
  };
  const taken = (holder: Holder | undefined) =>
    refusal('SAME_ID_NUMBER', 'idNumber', holder && { subjectId: holder.subjectId });
  const put = async (...subjects: readonly Subject[]) => {
    for (const one of subjects) await world.write(...world.deps().subjects.create(one, taken));
  };
  const replace = async (before: Subject, after: Subject) => {
    await world.write(...world.deps().subjects.replace(before, after, taken));
    return { ...after, version: before.version + 1 };
  };
  /** What the writes answer when the store refuses them. */
  const conflicts = async (writes: readonly Write[]) => {
    try {
      await world.write(...writes);
      return [];
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
      return error.reasons.flatMap(({ code, existing }, index) =>
        code === 'ConditionalCheckFailed' ? [writes[index]?.onConflict(existing)] : [],
      );
    }
  };
  const names = (page: { readonly edges: readonly { readonly node: Subject }[] }) =>
    page.edges.map((edge) => edge.node.name);

  it('gets subjects by id, many of one tick in one call, and none for an unknown one', async () => {
    const [a, b] = [subject('A', { sex: 'MALE', birthDate: since, idNumber: number(key()) }), subject('B')];
    await put(a, b);
    const deps = world.deps();
    const unknown: Id<'sub'> = world.shared.ids.next('sub');
    expect(await Promise.all([a.id, b.id, unknown].map((id) => deps.subjects.get(id)))).toEqual([
      a,
      b,
      undefined,
    ]);
    expect(deps.table.calls.reads).toBe(1);
  });

  it('replaces a subject only at the version that was read', async () => {
    const one = subject('Phiên bản');
    await put(one);
    const two = await replace(one, { ...one, name: 'Phiên bản hai' });
    expect(await world.dump()).toContain('Phiên bản hai');
    expect(await conflicts(world.deps().subjects.replace(one, { ...one, name: 'Muộn' }, taken))).toEqual([
      refusal('STALE_VERSION', 'expectedVersion', { currentVersion: two.version }),
    ]);
  });

  it('finds the holder of a number, lets one have it, and follows its unit, its change and its removal', async () => {
    const [first, second] = [key(), key()];
    const one = subject('Người một', { idNumber: number(first) });
    await put(one);
    const holder = (fingerprint: string) => world.deps().subjects.holder(fingerprint);
    expect(await holder(first)).toEqual({ subjectId: one.id, unitId: minhThuan });
    const rival = subject('Người hai', { idNumber: number(first) });
    expect(await conflicts(world.deps().subjects.create(rival, taken))).toEqual([
      refusal('SAME_ID_NUMBER', 'idNumber', { subjectId: one.id }),
    ]);
    const moved = await replace(one, { ...one, unitId: yenBang });
    expect(await holder(first)).toEqual({ subjectId: one.id, unitId: yenBang });
    const changed = await replace(moved, { ...moved, idNumber: number(second) });
    expect([await holder(first), await holder(second)]).toEqual([
      undefined,
      { subjectId: one.id, unitId: yenBang },
    ]);
    await replace(changed, { ...changed, idNumber: null });
    expect(await holder(second)).toBeUndefined();
  });

  it('keeps one subject a unit, named by the register', async () => {
    const unit = subject('tên cũ', { kind: 'UNIT', refUnitId: minhThuan });
    await put(unit);
    expect((await world.deps().subjects.get(unit.id))?.name).toBe('Xã Minh Thuận');
    const again = subject('x', { kind: 'UNIT', refUnitId: minhThuan });
    expect(await conflicts(world.deps().subjects.create(again, taken))).toEqual([
      refusal('DUPLICATE', 'unitId'),
    ]);
  });

  it('lists the subjects of a unit by name, all or of a kind, both ways, and by the beginning of a name', async () => {
    await put(
      ...['Đỗ Văn Ba', 'Đỗ An', 'Do Lan'].map((name) => subject(name, { unitId: hienKhanh })),
      subject('Đội Một', { unitId: hienKhanh, kind: 'COLLECTIVE' }),
      subject('Đỗ Văn Tư', { unitId: yenBang }),
    );
    const page = async (kind: Subject['kind'] | null, name: string, args: object = {}) =>
      names(await world.deps().subjects.pageByUnit({ unitId: hienKhanh, kind, name }, args));
    expect(await page(null, '')).toEqual(['Đỗ An', 'Do Lan', 'Đỗ Văn Ba', 'Đội Một']);
    expect(await page('INDIVIDUAL', '')).toEqual(['Đỗ An', 'Do Lan', 'Đỗ Văn Ba']);
    expect(await page('COLLECTIVE', 'đỗ')).toEqual(['Đội Một']);
    expect(await page('COLLECTIVE', 'đỗ v')).toEqual([]);
    expect(await page(null, 'DO L')).toEqual(['Do Lan']);
    expect(await page(null, '', { last: 2 })).toEqual(['Đỗ Văn Ba', 'Đội Một']);
  });

  it('moves between the lists with its unit and its name', async () => {
    const [from, to] = [unitId('Xã Yên Lợi'), unitId('Huyện Ý Yên')];
    const one = subject('Đi Rồi', { unitId: from });
    await put(one);
    await replace(one, { ...one, unitId: to, name: 'Tới Nơi' });
    const page = async (unit: Id<'unt'>) =>
      names(await world.deps().subjects.pageByUnit({ unitId: unit, kind: null, name: '' }, {}));
    expect([await page(from), await page(to)]).toEqual([[], ['Tới Nơi']]);
  });

  it('finds namesakes of a unit, and of a birth date anywhere, but not longer names', async () => {
    const birthDate = localDate('1970-02-03');
    await put(
      subject('Lưu Thị Hoà', { birthDate }),
      subject('LƯU THỊ HÒA', { birthDate, unitId: yenBang }),
      subject('Lưu Thị Hoa Mai', { birthDate }),
      subject('Lưu Thị Hoa', { birthDate: localDate('1970-02-04') }),
    );
    const { subjects } = world.deps();
    const inUnit = await subjects.sameNameInUnit('luu thi hoa', minhThuan);
    expect(inUnit.map((one) => one.name).sort()).toEqual(['Lưu Thị Hoa', 'Lưu Thị Hoà']);
    const born = await subjects.sameNameAndBirth('Lưu Thị Hoa', birthDate);
    expect(born.map((one) => one.name).sort()).toEqual(['LƯU THỊ HÒA', 'Lưu Thị Hoà']);
  });

  it('takes the longest name that may be entered, in any script', async () => {
    const long = subject('각'.repeat(200), { birthDate: since });
    await put(long);
    expect((await world.deps().subjects.sameNameAndBirth(long.name, since)).map((one) => one.id)).toEqual([
      long.id,
    ]);
  });

  it('reads the history of a subject, the latest first', async () => {
    const one = subject('Có Lịch Sử');
    const actorId = await world.user('historian');
    const event = (seq: number, name: string) =>
      eventItem(subjectPk(one.id), {
        ...{ aggregateId: one.id, seq, name, at: '2021-03-01T00:00:00Z', actorId, requestId: 'r', facts: {} },
      });
    await world.write(
      ...world.deps().subjects.create(one, taken),
      create(event(1, 'SubjectRegistered'), refusal('DUPLICATE', [])),
      overwrite(event(2, 'IdNumberRevealed')),
    );
    const page = await world.deps().subjects.history(one.id, { first: 1 });
    expect(page.edges.map((edge) => edge.node.name)).toEqual(['IdNumberRevealed']);
    expect(page.hasNextPage).toBe(true);
  });
});
