import { parse } from 'csv-parse/sync';
import readWorkbook from 'read-excel-file/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { maxRows } from '../../functions/exports/export.ts';
import { runExport } from '../../functions/exports/run-export.ts';
import { readXlsx } from '../../functions/records/import/read-xlsx.ts';
import type { Id } from '../../functions/kernel/ids.ts';
import { userStore } from '../../functions/access/user.store.ts';
import { decisions } from '../support/certificates.ts';
import { office, type Held, type Office } from '../support/dossiers.ts';
import { dutyRecords } from '../support/duty.ts';
import { noFiles } from '../support/files.ts';
import { hiddenOversight } from '../support/oversight.ts';
import { postings } from '../support/postings.ts';
import { stepper } from '../support/steps.ts';
import { countEverything, eventsOf } from '../support/statistics.ts';
import { minhThuan, province } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, type World } from '../support/world.ts';

const shown = 'id list format title fileName status rows size refusals { code } startedAt expiresAt';
const start = `mutation ($input: StartExportInput!) { startExport(input: $input) {
  export { ${shown} } userErrors { code field } } }`;
const view = `query ($id: ID!) { export(id: $id) { ${shown} } }`;
const link = `query ($id: ID!) { exportDownload(id: $id) {
  download { url expiresAt export { id } } userErrors { code field } } }`;
const names = ['=HYPERLINK("http://x")', '+84 912', '-Lê Văn Trừ', '@Trần', 'Nguyễn Thị Ẩn'];

describe('an export', () => {
  const stored = new Map<string, { readonly contentType: string; readonly bytes: Buffer }>();
  let world: World;
  let o: Office;
  let held: Held;
  let duty: Awaited<ReturnType<typeof dutyRecords>>;

  beforeAll(async () => {
    world = await createWorld('2021-03-01T02:00:00Z', {
      ...noFiles,
      put: ({ key: at, ...object }) => {
        stored.set(at, object);
        return Promise.resolve();
      },
      presignGet: ({ key: at, disposition }) => Promise.resolve(`memory:${at} ${disposition}`),
    });
    o = await office(world);
    await decisions(o, postings(o)).decided(['Lê Văn An', 'Phạm Thị Bình'], '335/QĐ-UBND');
    const nominees = [];
    for (const name of names) nominees.push({ subjectId: await o.person(name), awardCode: 'BKT' });
    held = await o.complete(nominees);
    await o.done(o.officer, 'submitDossier', held, { receivingUnitId: province });
    await hiddenOversight(o);
    duty = await dutyRecords(o);
    await stepper(world, 'mediaItemId', 'mediaItem', 'id version').done(o.leader, 'recordMediaItem', null, {
      ...{ unitId: minhThuan, medium: 'NEWS', outlet: 'Báo mẫu', level: 'PROVINCIAL', title: 'Gương sáng' },
      ...{ on: '2021-03-01', link: 'https://bao-mau.example/2' },
    });
    await countEverything(world);
  });

  const ask = (user: Id<'usr'> | undefined, input: object, format = 'CSV') =>
    world.run(user, start, { input: { format, idempotencyKey: key(), ...input } });
  /** What the stream has the function do; `as` reads as a request of that person would. */
  const run = async (id: string, as = (userId: Id<'usr'>) => world.deps(userId)) => {
    for (const { event } of await eventsOf(world))
      if (event.aggregateId === id)
        await runExport({ exports: as(event.actorId).exports, files: world.shared.files, as }, event);
  };
  async function exported(user: Id<'usr'>, input: object, format = 'CSV') {
    const answer = await ask(user, input, format);
    expect(refusals(answer, 'startExport')).toEqual([]);
    const id = String(pick(answer.data, 'startExport', 'export', 'id'));
    await run(id);
    const one = pick((await world.run(user, view, { id })).data, 'export');
    return { id, one, bytes: stored.get(`exports/${id}`)?.bytes ?? Buffer.alloc(0) };
  }
  async function table(user: Id<'usr'>, input: object): Promise<readonly (readonly string[])[]> {
    const { bytes, one } = await exported(user, input);
    expect(one).toMatchObject({ status: 'READY' });
    return parse(bytes, { bom: true, relax_column_count: true, skip_empty_lines: false });
  }

  it('is a CSV file that Excel reads as it was meant, and takes nothing in it for a formula', async () => {
    const { bytes, one } = await exported(o.first, { nomineesOf: held.id });
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(one).toMatchObject({ status: 'READY', rows: names.length, size: bytes.length, refusals: [] });
    const rows: string[][] = parse(bytes, { bom: true, relax_column_count: true });
    expect(rows[0]?.[1]).toBe('Họ tên, tên tập thể');
    const found = rows.slice(1, 1 + names.length).map((row) => row[1] ?? '');
    expect(found.toSorted()).toEqual(
      names.map((name) => (/^[=+\-@]/.test(name) ? `'${name}` : name)).toSorted(),
    );
    const about = rows.slice(1 + names.length).map((row) => row[0]);
    expect(about).toEqual(
      expect.arrayContaining([
        'Người lập: first',
        'Lập lúc 09:00 ngày 2021-03-01 (giờ Việt Nam)',
        'Số dòng: 5',
      ]),
    );
  });

  it('is a workbook with numbers as numbers, dates as dates and no formula', async () => {
    const { bytes } = await exported(
      o.leader,
      { dossiers: { inboxOf: province, status: 'SUBMITTED' } },
      'XLSX',
    );
    const [sheet, about] = await readWorkbook(bytes);
    const [headings = [], first = []] = sheet?.data ?? [];
    expect(first[headings.indexOf('Số trường hợp')]).toBe(names.length);
    expect(first[headings.indexOf('Ngày trình')]).toEqual(new Date('2021-03-01T00:00:00Z'));
    expect(about?.data.flat()).toContain('Người lập: leader');
    const people = await exported(o.leader, { nomineesOf: held.id }, 'XLSX');
    expect((await readWorkbook(people.bytes))[0]?.data.flat()).toEqual(expect.arrayContaining([names[0]]));
    // Imports refuse a workbook with any formula in it.
    expect((await readXlsx(people.bytes)).ok).toBe(true);
  });

  it.each([
    ['the picture', { statistics: { unitId: province } }, 'Khen thưởng trong năm'],
    ['a form', { form: { unitId: province, year: 2021, code: '0703.N/BNV-TĐKT' } }, 'Cần người xem lại'],
    ['awards', { awards: { year: 2021 } }, '335/QĐ-UBND'],
    ['awards by name', { awards: { name: 'binh' } }, 'Phạm Thị Bình'],
    ['dossiers by author', { dossiers: { authorUnitId: minhThuan } }, 'Đã trình'],
    ['complaints', { complaints: { unitId: province } }, 'Mới nhận'],
    ['recommendations', { recommendations: { unitId: minhThuan, which: 'OPEN_OF_OWNER' } }, 'Khắc phục'],
    [
      'what a host has to verify',
      { recommendations: { unitId: province, which: 'OPEN_OF_HOST' } },
      'Khắc phục',
    ],
    [
      'units that were not visited',
      {
        uninspectedUnits: {
          ...{ hostUnitId: province, kind: 'SUPERVISION' },
          ...{ notSince: '2021-01-01', unitKinds: ['COMMUNE'] },
        },
      },
      'Xã Yên Bằng',
    ],
    [
      'exemplars by unit',
      { exemplarCoverage: { hostUnitId: province, year: 2021, of: 'ALL' } },
      'chưa giới thiệu',
    ],
    ['what was published of a unit', { mediaItemsOf: minhThuan }, 'Tin bài'],
    ['open tasks', { planTasks: { unitId: province, which: 'HOST_OPEN' } }, '08/KH-UBND'],
    ['officers below', { officers: { unitId: province, below: true } }, 'Cán bộ xã'],
  ])('has %s', async (name, input, text) => {
    const user = await world.user(`reader of ${name}`, [
      ['LEADER', province],
      ['OFFICER', minhThuan],
      ['LEADER', minhThuan],
    ]);
    expect(JSON.stringify(await table(user, input))).toContain(text);
  });

  it('has the records behind a number, as many as the number says', async () => {
    const cells = 'query ($unitId: ID!) { statistics(unitId: $unitId) { awards { cell count } } }';
    const { data } = await world.run(o.leader, cells, { unitId: province });
    const [cell, count] = ['cell', 'count'].map((name) => pick(data, 'statistics', 'awards', 0, name));
    const { one } = await exported(o.leader, { records: { unitId: province, cell } });
    expect(one).toMatchObject({ rows: count });
    expect(count).toBe(2);
  });

  it('has who came to a class, for whoever holds it and nobody else', async () => {
    const seat = duty.hidden.find((id) => id.startsWith('trn_')) ?? '';
    const query = 'query ($id: ID!) { trainingNomination(id: $id) { trainingClass { id } } }';
    const { data } = await world.run(o.leader, query, { id: seat });
    const attendanceOf = pick(data, 'trainingNomination', 'trainingClass', 'id');
    expect(JSON.stringify(await table(o.leader, { attendanceOf }))).toContain('Cán bộ xã');
    expect(refusals(await ask(o.outsider, { attendanceOf }), 'startExport')).toEqual([
      'NOT_FOUND attendanceOf',
    ]);
  });

  it('never tells of denunciations, nor who wrote, nor what', async () => {
    const rows = JSON.stringify(await table(o.leader, { complaints: { unitId: province } }));
    expect(rows).toContain('Khiếu nại');
    expect(rows.replace('Không có tố cáo', '')).not.toMatch(/tố cáo|Nội dung kín/i);
    const events = await eventsOf(world);
    expect(JSON.stringify(events.filter(({ pk }) => pk.startsWith('EXP#')))).not.toContain('binh');
  });

  it('asks what the list itself asks, of everybody', async () => {
    const code = async (user: Id<'usr'> | undefined, input: object) =>
      pick((await ask(user, input)).errors, 0, 'extensions', 'code');
    expect(await code(o.outsider, { statistics: { unitId: minhThuan } })).toBe('FORBIDDEN');
    expect(await code(o.outsider, { dossiers: { inboxOf: province } })).toBe('FORBIDDEN');
    expect(await code(o.officer, { complaints: { unitId: province } })).toBe('FORBIDDEN');
    expect(await code(o.outsider, { officers: { unitId: minhThuan } })).toBe('FORBIDDEN');
    const since = { kind: 'CHECK', notSince: '2021-01-01', unitKinds: ['COMMUNE'] };
    expect(await code(o.outsider, { uninspectedUnits: { hostUnitId: province, ...since } })).toBe(
      'FORBIDDEN',
    );
    expect(await code(o.outsider, { planTasks: { unitId: minhThuan, which: 'UNIT_OPEN' } })).toBe(
      'FORBIDDEN',
    );
    expect(refusals(await ask(o.leader, { mediaItemsOf: held.id }), 'startExport')).toEqual([
      'NOT_FOUND mediaItemsOf',
    ]);
    const year = { hostUnitId: province, year: 2021, of: 'ALL' };
    expect(await code(o.outsider, { exemplarCoverage: year })).toBe('FORBIDDEN');
    expect(await code(o.outsider, { recommendations: { unitId: province, which: 'LATE_OF_HOST' } })).toBe(
      'FORBIDDEN',
    );
    expect(await code(o.leader, { awards: { year: 2021, name: 'binh' } })).toBe('BAD_USER_INPUT');
    expect(await code(o.leader, { statistics: { unitId: province, on: '2022-01-01' } })).toBe(
      'BAD_USER_INPUT',
    );
    expect(await code(undefined, { awards: { year: 2021 } })).toBe('UNAUTHENTICATED');
    expect(refusals(await ask(o.outsider, { nomineesOf: held.id }), 'startExport')).toEqual([
      'NOT_FOUND nomineesOf',
    ]);
    expect(refusals(await ask(o.leader, {}), 'startExport')).toEqual(['EXPORT_ONE_LIST']);
    const two = { nomineesOf: held.id, awards: { year: 2021 } };
    expect(refusals(await ask(o.leader, two), 'startExport')).toEqual(['EXPORT_ONE_LIST']);
    const unknown = { form: { unitId: province, year: 2021, code: 'none' } };
    expect(refusals(await ask(o.leader, unknown), 'startExport')).toEqual(['NOT_FOUND form']);
  });

  it('is seen and fetched by whoever asked, once it is there, for a day', async () => {
    const answer = await ask(o.first, { nomineesOf: held.id });
    const id = String(pick(answer.data, 'startExport', 'export', 'id'));
    const fetched = async (user: Id<'usr'> | undefined) => {
      const got = await world.run(user, link, { id });
      return {
        said: refusals(got, 'exportDownload'),
        url: pick(got.data, 'exportDownload', 'download', 'url'),
      };
    };
    expect(await fetched(o.first)).toEqual({ said: ['EXPORT_NOT_READY id'], url: undefined });
    await run(id);
    expect((await fetched(o.first)).url).toMatch(
      new RegExp(`^memory:exports/${id} attachment.*2021-03-01\\.csv`),
    );
    for (const other of [o.second, o.leader, undefined]) {
      expect(await fetched(other)).toEqual({ said: ['NOT_FOUND id'], url: undefined });
      expect(pick((await world.run(other, view, { id })).data, 'export')).toBeNull();
    }
    const mine = await world.run(o.first, '{ exports(first: 1) { nodes { id list } } }');
    expect(pick(mine.data, 'exports', 'nodes')).toEqual([{ id, list: 'NOMINEES' }]);
    world.clock.set('2021-03-02T02:00:00Z');
    expect((await fetched(o.first)).said).toEqual(['EXPORT_NOT_READY id']);
    expect(pick((await world.run(o.first, view, { id })).data, 'export', 'status')).toBe('EXPIRED');
    world.clock.set('2021-03-01T02:00:00Z');
  });

  it('says that it has stalled when nothing came in half an hour, and may be asked for anew or still come', async () => {
    const asked = async () => String(pick((await ask(o.first, list)).data, 'startExport', 'export', 'id'));
    const list = { nomineesOf: held.id };
    const state = async (of: string) =>
      pick((await world.run(o.first, view, { id: of })).data, 'export', 'status');
    const before = world.clock.now();
    const id = await asked();
    world.clock.set(new Date(before.getTime() + 30 * 60_000 - 1).toISOString());
    expect(await state(id)).toBe('RUNNING');
    world.clock.set(new Date(before.getTime() + 30 * 60_000).toISOString());
    expect(await state(id)).toBe('STALLED');
    const early = await world.run(o.first, link, { id });
    expect(refusals(early, 'exportDownload')).toEqual(['EXPORT_NOT_READY id']);
    const again = await asked();
    await run(again);
    expect([await state(again), await state(id)]).toEqual(['READY', 'STALLED']);
    await run(id);
    expect(await state(id)).toBe('READY');
    world.clock.set(before.toISOString());
  });

  it('is written with the rights of the moment, and given to nobody who has lost them', async () => {
    const [before, after] = await Promise.all(
      ['leaves before', 'leaves after'].map((name) => world.user(name, [['APPRAISER', province]])),
    );
    if (!before || !after) throw new Error('no users');
    const early = String(
      pick((await ask(before, { nomineesOf: held.id })).data, 'startExport', 'export', 'id'),
    );
    await leave(before);
    await run(early);
    const failed = { status: 'FAILED', rows: null, refusals: [{ code: 'EXPORT_NOT_ALLOWED' }] };
    expect(pick((await world.run(before, view, { id: early })).data, 'export')).toMatchObject(failed);
    expect(stored.has(`exports/${early}`)).toBe(false);
    const late = await exported(after, { nomineesOf: held.id });
    await leave(after);
    expect(refusals(await world.run(after, link, { id: late.id }), 'exportDownload')).toEqual([
      'EXPORT_NOT_ALLOWED id',
    ]);
  });

  async function leave(id: Id<'usr'>): Promise<void> {
    const { table: at, cursors } = world.deps();
    const users = userStore({ table: at, cursors });
    const user = await users.get(id);
    if (!user) throw new Error('no such user');
    await world.write(...users.replace(user, { ...user, grants: [], version: user.version + 1 }));
  }

  it('is written once, however often it is told of', async () => {
    const { id, one } = await exported(o.first, { nomineesOf: held.id });
    stored.delete(`exports/${id}`);
    await run(id);
    expect(stored.has(`exports/${id}`)).toBe(false);
    expect(pick((await world.run(o.first, view, { id })).data, 'export')).toEqual(one);
    const names_ = (await eventsOf(world)).filter(({ event }) => event.aggregateId === id);
    expect(names_.map(({ event }) => event.name).toSorted()).toEqual(['ExportReady', 'ExportStarted']);
  });

  it('reads page after page, and refuses more rows than a file may have', async () => {
    const answer = await ask(o.leader, { nomineesOf: held.id }, 'XLSX');
    const id = String(pick(answer.data, 'startExport', 'export', 'id'));
    let pages = 0;
    await run(id, (userId) => {
      const deps = world.deps(userId);
      const real = deps.nominees;
      const page: typeof real.page = async (dossierId, args) => {
        pages += 1;
        const { edges } = await real.page(dossierId, { first: 1 });
        const node = edges[0];
        if (!node) throw new Error('nobody');
        const cursor = (nth: number) => String(Number(args.after ?? 0) + nth + 1);
        const many = Array.from({ length: 100 }, (_, nth) => ({ ...node, cursor: cursor(nth) }));
        return { edges: many, hasNextPage: true, hasPreviousPage: false };
      };
      const nominees = { ...real, page };
      return Object.defineProperty(deps, 'nominees', { value: nominees });
    });
    const one = pick((await world.run(o.leader, view, { id })).data, 'export');
    expect(one).toMatchObject({ status: 'FAILED', refusals: [{ code: 'EXPORT_TOO_MANY_ROWS' }] });
    expect(pages).toBe(maxRows.XLSX / 100 + 2);
  });

  it('answers the same key with the same export, and at most so many in an hour', async () => {
    const eager = await world.user('eager', [['APPRAISER', province]]);
    const input = { format: 'CSV', idempotencyKey: key(), awards: { year: 2021 } };
    const again = () => world.run(eager, start, { input });
    const [one, two] = [await again(), await again()];
    expect(pick(one.data, 'startExport', 'export', 'id')).toBe(pick(two.data, 'startExport', 'export', 'id'));
    for (let nth = 1; nth < 30; nth += 1)
      expect(refusals(await ask(eager, { awards: { year: 2021 } }), 'startExport')).toEqual([]);
    expect(refusals(await ask(eager, { awards: { year: 2021 } }), 'startExport')).toEqual(['RATE_LIMITED']);
  });
});
