import { beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import type { ImportBackground } from '../../functions/records/import/background.ts';
import { completionSheet, importOffice, registerMany, xlsx, type ImportOffice } from '../support/imports.ts';
import { minhThuan, vuBan } from '../support/units.ts';

describe('a commit of an import', () => {
  let o: ImportOffice;
  let people: readonly Id<'sub'>[];
  beforeAll(async () => {
    o = await importOffice();
    people = await registerMany(o, 95, minhThuan);
  });

  const list = (year: number) => [
    'Mã đối tượng,Họ và tên,Năm,Mức hoàn thành',
    ...people.map((id, n) => `${id},Người ${n},${year},HTNV`),
  ];
  /** How many of the people have a classification of this year, as the rules see it. */
  const counted = async (year: number) => {
    const loaded = await o.world.deps().records.load(people);
    return [...loaded.values()].filter((one) => one.completions.some((it) => it.year.year === year)).length;
  };
  const requested = async (year: number) => {
    const { id } = await o.preview('COMPLETION', list(year).join('\n'));
    const { refusals } = await o.change(o.officer, 'commitRecordImport', id);
    if (refusals.length > 0) throw new Error(refusals.join('; '));
    return id;
  };
  /** Stops at the transaction of this number, before it is sent. */
  const crashing = (at: number, instead?: () => Promise<unknown>): ImportBackground => {
    const deps = o.background();
    let calls = 0;
    const transact: typeof deps.table.transact = async (...args) => {
      calls += 1;
      if (calls === at && !instead) throw new Error('the power is out');
      if (calls === at) await instead?.();
      return deps.table.transact(...args);
    };
    return { ...deps, table: { ...deps.table, transact } };
  };

  it('counts wholly or not at all wherever it stops, and goes on from there', async () => {
    const seen: number[] = [];
    for (let at = 1; ; at += 1) {
      const year = 2020 - at;
      const id = await requested(year);
      const crashed = await o.run(id, crashing(at)).then(
        () => false,
        () => true,
      );
      const half = await counted(year);
      expect([0, people.length], `stopped at ${at}`).toContain(half);
      seen.push(half);
      await o.run(id);
      expect(await counted(year)).toBe(people.length);
      expect(await o.head(id)).toMatchObject({ status: 'COMMITTED', tidy: true });
      if (!crashed) break;
    }
    // Two of laying, the change of the head, two of folding, one that says so; then none is left to stop at.
    expect(seen).toEqual([0, 0, 0, ...Array.from({ length: 4 }, () => people.length)]);
  }, 120_000);

  it('is done once when the event comes twice at the same time', async () => {
    const id = await requested(2000);
    await o.run(
      id,
      crashing(3, () => o.run(id)),
    );
    expect(await counted(2000)).toBe(people.length);
    expect(await o.head(id)).toMatchObject({ status: 'COMMITTED', tidy: true });
  });

  it('is called off by a change of one file before it counts, leaves nothing behind, and can be judged anew', async () => {
    const id = await requested(2001);
    await expect(o.run(id, crashing(3))).rejects.toThrow('power');
    const subjectId = String(people[7]);
    const record = { subjectId, year: { kind: 'CALENDAR', year: 1999 }, level: 'GOOD' };
    await o.recorded(o.officer, 'recordCompletion', record);
    expect((await o.head(id)).status).toBe('CONFLICTED');
    expect(await counted(2001)).toBe(0);
    expect(await counted(1999)).toBe(1);
    await o.run(id);
    expect(await o.head(id)).toMatchObject({ status: 'CONFLICTED', tidy: true });
    await o.change(o.officer, 'recheckRecordImport', id);
    await o.run(id);
    expect(await o.head(id)).toMatchObject({ status: 'PREVIEWED', counts: { add: people.length } });
    await o.change(o.officer, 'commitRecordImport', id);
    await o.run(id);
    expect([await counted(2001), await counted(1999)]).toEqual([people.length, 1]);
  });

  it('finds what changed between preview and commit: the row would do something else', async () => {
    const { id } = await o.preview('COMPLETION', list(2002).join('\n'));
    const subjectId = String(people[3]);
    const record = { subjectId, year: { kind: 'CALENDAR', year: 2002 }, level: 'GOOD' };
    await o.recorded(o.officer, 'recordCompletion', record);
    await o.change(o.officer, 'commitRecordImport', id);
    await o.run(id);
    expect((await o.head(id)).status).toBe('CONFLICTED');
    expect(await counted(2002)).toBe(1);
    expect(await o.view(id)).toMatchObject({
      problems: { nodes: [{ row: 5, errors: [{ error: { code: 'RECORD_CONTRADICTS' } }] }] },
    });
  });

  it('is abandoned while it is being written, and nothing of it counts', async () => {
    const id = await requested(2003);
    await expect(o.run(id, crashing(3))).rejects.toThrow('power');
    await o.change(o.officer, 'abandonRecordImport', id);
    await o.run(id);
    expect(await o.head(id)).toMatchObject({ status: 'ABANDONED', tidy: true });
    expect(await counted(2003)).toBe(0);
    const stored = await o.world.deps().records.stored(people[0] ?? o.world.shared.ids.next('sub'));
    expect(stored.pending).toBeNull();
  });

  it('of an entry that somebody withdraws before it is folded isn’t undone by folding', async () => {
    const id = await requested(2004);
    await expect(o.run(id, crashing(4))).rejects.toThrow('power');
    expect((await o.head(id)).tidy).toBe(false);
    const subjectId = String(people[9]);
    const mine = await o.world.deps().records.get(people[9] ?? o.world.shared.ids.next('sub'));
    const recordId = mine.entries.find(({ content }) => 'year' in content && content.year?.year === 2004)?.id;
    await o.recorded(o.officer, 'withdrawRecord', { subjectId, recordId, reason: 'Nhầm' });
    await o.run(id);
    expect(await counted(2004)).toBe(people.length - 1);
  });

  it('makes initiatives with all of their authors, and none of an import that was called off', async () => {
    const line = (n: number, share: number) =>
      `${String(people[n])},Người ${n},Hệ thống tưới,Cơ sở,2020,${share}%,9/QĐ,01/11/2020,Chủ tịch huyện`;
    const csv = [
      'Mã đối tượng,Họ và tên,Tên sáng kiến,Phạm vi,Năm,Tỷ lệ đóng góp,Số quyết định,Ngày công nhận,Cơ quan công nhận',
      line(20, 60),
      line(21, 40),
    ].join('\n');
    const over = await o.preview('INITIATIVE', csv.replace('40%', '41%'));
    expect(over.view).toMatchObject({ counts: { errors: 2 } });
    const { id } = await o.preview('INITIATIVE', csv);
    await o.change(o.officer, 'commitRecordImport', id);
    await expect(o.run(id, crashing(2))).rejects.toThrow('power');
    await o.change(o.officer, 'abandonRecordImport', id);
    await o.run(id);
    expect(await o.world.dump()).not.toContain('"type":"initiative"');
    const again = await o.preview('INITIATIVE', csv);
    await o.change(o.officer, 'commitRecordImport', again.id);
    await o.run(again.id);
    const loaded = await o.world.deps().records.load(people.slice(20, 22));
    expect([...loaded.values()].map((one) => one.initiatives[0]?.sharePercent)).toEqual([60, 40]);
    expect(await o.world.dump()).toContain('"otherSharePercent":0');
  });
});

describe('an import of more rows than a dossier has nominees', () => {
  it('is read from a spreadsheet, shown, and committed as one', async () => {
    const o = await importOffice();
    const people = await registerMany(o, 1_100, vuBan);
    const appraiser = await o.world.user('district-importer', [['APPRAISER', vuBan]]);
    const { id, view } = await o.preview('COMPLETION', await completionSheet(people.length), {
      ...{ user: appraiser, contentType: xlsx, unitId: vuBan },
    });
    expect(view).toMatchObject({
      status: 'PREVIEWED',
      counts: { rows: 1_100, add: 1_100, subjects: 1_100 },
    });
    await o.change(appraiser, 'commitRecordImport', id);
    await o.run(id);
    expect(await o.head(id)).toMatchObject({ status: 'COMMITTED', tidy: true });
    const deps = o.world.deps();
    await deps.units.registry();
    const before = deps.table.calls.reads;
    const loaded = await deps.records.load(people.slice(0, 1_000));
    // Ten of a hundred files, ten of a hundred subjects: a dossier of a thousand nominees has twenty-five calls.
    expect(deps.table.calls.reads - before).toBeLessThanOrEqual(20);
    expect([...loaded.values()].every((one) => one.completions.length === 1)).toBe(true);
  });
});
