import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { localDate } from '../../functions/kernel/dates.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, root, type World } from '../support/world.ts';

const seed = (name: string) => readFile(new URL(`../../infra/seed/${name}`, import.meta.url), 'utf8');
const legalAct = { number: '1104/NQ-UBTVQH15', issuer: 'Ủy ban Thường vụ Quốc hội', issuedOn: '2024-07-23' };
const importUnits = `mutation ($input: ImportUnitsInput!) {
  importUnits(input: $input) { unit { id name } userErrors { code field message } } }`;

describe('importing the real lists of Nam Định', () => {
  let world: World;
  const load = async (format: string, csv: string, effectiveOn: string, newProvinceName?: string) =>
    world.run(root, importUnits, {
      input: { format, csv, effectiveOn, newProvinceName, legalAct, idempotencyKey: key() },
    });
  const counts = async (on: string) => {
    const answer = await world.run(
      undefined,
      'query ($on: LocalDate) { unitCounts(on: $on) { kind count } }',
      { on },
    );
    const rows = [pick(answer.data, 'unitCounts')]
      .flat()
      .map((row) => [String(pick(row, 'kind')), pick(row, 'count')]);
    return Object.fromEntries<unknown>(rows.map(([kind, count]) => [String(kind), count]));
  };
  const named = async (code: string, on: string) => {
    const query =
      'query ($code: String!, $on: LocalDate) { unitByCode(code: $code, on: $on) { id name(on: $on) successors { unit { name(on: "2025-07-01") } } predecessors { unit { id } } path(on: $on) { name(on: $on) } } }';
    return pick((await world.run(undefined, query, { code, on })).data, 'unitByCode');
  };

  beforeAll(async () => {
    world = await createWorld('2025-12-01T02:00:00Z');
    for (const [format, file, on] of [
      ['SNAPSHOT', 'nam-dinh-units-2021.csv', '2020-01-01'],
      ['SNAPSHOT', 'nam-dinh-units-2024-09.csv', '2024-09-01'],
      ['MERGER', 'nam-dinh-merger-2025-07-01.csv', '2025-07-01'],
    ] as const) {
      const answer = await load(format, await seed(file), on, 'Tỉnh Ninh Bình');
      expect(refusals(answer, 'importUnits')).toEqual([]);
      expect(answer.calls.writes).toBe(1);
    }
  });

  it('leaves the right tree at every date', async () => {
    expect(await counts('2021-06-01')).toEqual({
      PROVINCE: 1,
      CITY: 1,
      DISTRICT: 9,
      COMMUNE: 188,
      WARD: 22,
      TOWNSHIP: 16,
    });
    expect(await counts('2024-08-31')).toEqual(await counts('2021-06-01'));
    expect(await counts('2024-09-01')).toEqual({
      PROVINCE: 1,
      CITY: 1,
      DISTRICT: 8,
      COMMUNE: 146,
      WARD: 14,
      TOWNSHIP: 15,
    });
    const now = await counts('2025-07-01');
    expect(now['PROVINCE']).toBe(1);
    expect([now['DISTRICT'], now['CITY'], now['TOWNSHIP']]).toEqual([undefined, undefined, undefined]);
    expect(Number(now['COMMUNE']) + Number(now['WARD'])).toBe(57);
    expect(await counts('2019-12-31')).toEqual({});
  });

  it('tells the units apart that bore one code, each with its name at the time', async () => {
    expect(await named('13669', '2021-06-01')).toMatchObject({ name: 'Phường Trần Đăng Ninh' });
    expect(await named('13669', '2024-09-01')).toMatchObject({ name: 'Phường Cửa Bắc' });
    const before = await named('13669', '2025-06-30');
    const after = await named('13669', '2025-07-01');
    expect(after).toMatchObject({
      name: 'Phường Nam Định',
      path: [{ name: 'Tỉnh Ninh Bình' }, { name: 'Phường Nam Định' }],
    });
    expect(pick(after, 'id')).not.toBe(pick(before, 'id'));
    expect(before).toMatchObject({ successors: [{ unit: { name: 'Phường Nam Định' } }] });
    expect([pick(after, 'predecessors')].flat().length).toBeGreaterThan(1);
  });

  it('invents no successor that the files do not tell', async () => {
    expect(await named('13660', '2021-06-01')).toMatchObject({ successors: [] });
    expect(await named('358', '2021-06-01')).toMatchObject({ name: 'Huyện Mỹ Lộc', successors: [] });
    expect(await named('36', '2021-06-01')).toMatchObject({
      successors: [{ unit: { name: 'Tỉnh Ninh Bình' } }],
    });
  });

  it('takes a code under another name for another unit, and under the same name for the same', async () => {
    const [before, after] = [await named('13636', '2021-06-01'), await named('13636', '2024-09-01')];
    expect(before).toMatchObject({ name: 'Phường Trần Tế Xương', successors: [] });
    expect(after).toMatchObject({ name: 'Phường Vị Xuyên', predecessors: [] });
    expect(pick(after, 'id')).not.toBe(pick(before, 'id'));
    // A commune that became a ward, and one whose district ended.
    for (const [code, then, now] of [
      ['13696', 'Xã Nam Phong', 'Phường Nam Phong'],
      ['13711', 'Xã Mỹ Hà', 'Xã Mỹ Hà'],
    ] as const) {
      const [old, same] = [await named(code, '2021-06-01'), await named(code, '2024-09-01')];
      expect(old).toMatchObject({ name: then });
      expect(same).toMatchObject({ name: now, id: pick(old, 'id') });
    }
  });

  it('names the row of a code that another unit will bear', async () => {
    const fresh = await createWorld('2025-12-01T02:00:00Z');
    const run = (effectiveOn: string) =>
      fresh.run(root, importUnits, {
        input: {
          format: 'SNAPSHOT',
          csv: 'code,name,kind,parent_code\n40,Tỉnh X,province,\n401,Huyện A,district,40\n',
          effectiveOn,
          legalAct,
          idempotencyKey: key(),
        },
      });
    expect(refusals(await run('2024-01-01'), 'importUnits')).toEqual([]);
    expect(refusals(await run('2020-01-01'), 'importUnits')).toEqual([
      'UNIT_CODE_TAKEN csv.2.code',
      'UNIT_CODE_TAKEN csv.3.code',
    ]);
  });

  it('finds units without diacritics, exact marks first, as they were on a day', async () => {
    const query =
      'query ($name: String!, $on: LocalDate) { searchUnits(name: $name, on: $on, first: 100) { nodes { name(on: $on) } } }';
    const search = async (name: string, on: string) =>
      [pick((await world.run(undefined, query, { name, on })).data, 'searchUnits', 'nodes')]
        .flat()
        .map((n) => pick(n, 'name'));
    expect(await search('vu ban', '2021-06-01')).toEqual(['Huyện Vụ Bản']);
    expect(await search('vu ban', '2025-07-01')).toEqual(expect.not.arrayContaining(['Huyện Vụ Bản']));
    expect((await search('Hải Hà', '2021-06-01'))[0]).toBe('Xã Hải Hà');
  });

  it('lists the children of a unit page by page, and refuses a cursor of another list', async () => {
    const province = pick(await named('36', '2021-06-01'), 'id');
    const query = `query ($id: ID!, $after: String, $on: LocalDate) { unit(id: $id) { children(on: $on, first: 6, after: $after) {
      nodes { name(on: $on) } pageInfo { hasNextPage endCursor } } } }`;
    const first = await world.run(undefined, query, { id: province, on: '2021-06-01' });
    const after = pick(first.data, 'unit', 'children', 'pageInfo', 'endCursor');
    const second = await world.run(undefined, query, { id: province, after, on: '2021-06-01' });
    expect(pick(second.data, 'unit', 'children', 'nodes', 'length')).toBe(4);
    const other = await world.run(undefined, query, { id: province, after, on: '2024-09-01' });
    expect(pick(other.errors, 0, 'extensions', 'code')).toBe('BAD_USER_INPUT');
  });

  it('refuses broken rows by line and column, and stores nothing', async () => {
    const before = await world.dump();
    const header = 'code,name,kind,parent_code\n';
    const tries: readonly (readonly [string, readonly string[]])[] = [
      [`${header}40,Tỉnh X,province,\n4x,,district,40\n`, ['IMPORT_ROW csv.3.code', 'IMPORT_ROW csv.3.name']],
      [
        `${header}40,Tỉnh X,province,\n401,Huyện A,district,99\n401,Huyện B,district,40\n`,
        ['IMPORT_ROW csv.3.parent_code', 'IMPORT_ROW csv.4.code'],
      ],
      [`${header}40,Tỉnh X,province\n401,Huyện A,district,40,x\n`, ['IMPORT_ROW csv.2', 'IMPORT_ROW csv.3']],
      [`${header}40,"Tỉnh X,province,\n`, ['IMPORT_ROW csv.2']],
      [
        'code;name;kind;parent_code\n40;T;province;\n',
        header
          .trim()
          .split(',')
          .map((c) => `IMPORT_ROW csv.1.${c}`),
      ],
      [
        `${header}40,Tỉnh X,province,\n401,Huyện A,district,402\n402,Huyện B,district,401\n`,
        ['IMPORT_ROW csv.3.parent_code', 'IMPORT_ROW csv.4.parent_code'],
      ],
      [`${header}40,T\uFFFDnh,province,\n`, ['IMPORT_ROW csv.2.name']],
      [`${header}\n40,Tỉnh X,province,\n\nx,Y,district,40\n`, ['IMPORT_ROW csv.5.code']],
      [header, ['REQUIRED csv']],
      [header + '40,T,province,\n'.repeat(10_001), ['TOO_MANY csv']],
    ];
    for (const [csv, expected] of tries)
      expect(refusals(await load('SNAPSHOT', csv, '2026-01-01'), 'importUnits')).toEqual(expected);
    const merger = await load(
      'MERGER',
      await seed('nam-dinh-merger-2025-07-01.csv'),
      '2026-01-01',
      'Tỉnh Ninh Bình',
    );
    expect(refusals(merger, 'importUnits').every((code) => code.startsWith('IMPORT_ROW'))).toBe(true);
    expect(await world.dump()).toBe(before);
  });

  it('refuses a merger file that contradicts itself or the register', async () => {
    const fresh = await createWorld('2025-12-01T02:00:00Z');
    const run = (format: string, csv: string, effectiveOn: string) =>
      fresh.run(root, importUnits, {
        input: {
          format,
          csv,
          effectiveOn,
          newProvinceName: 'Tỉnh Ninh Bình',
          legalAct,
          idempotencyKey: key(),
        },
      });
    await run('SNAPSHOT', await seed('nam-dinh-units-2024-09.csv'), '2024-09-01');
    const lines = (await seed('nam-dinh-merger-2025-07-01.csv')).trim().split('\n');
    const [header, first = '', second = ''] = lines;
    const csv = [
      header,
      first,
      first,
      second.replace('Phường Nam Định', 'Phường Khác').replace(',356,', ',359,'),
    ].join('\n');
    expect(refusals(await run('MERGER', csv, '2025-07-01'), 'importUnits')).toEqual([
      'IMPORT_ROW csv.3.old_code',
      'IMPORT_ROW csv.4.old_district_code',
      'IMPORT_ROW csv.4.new_name',
    ]);
  });

  it('lets a province that keeps its code go on under its new name', async () => {
    const fresh = await createWorld('2025-12-01T02:00:00Z');
    const run = (format: string, csv: string, effectiveOn: string) =>
      fresh.run(root, importUnits, {
        input: { format, csv, effectiveOn, newProvinceName: 'Tỉnh Mới', legalAct, idempotencyKey: key() },
      });
    await run('SNAPSHOT', await seed('nam-dinh-units-2024-09.csv'), '2024-09-01');
    const csv = (await seed('nam-dinh-merger-2025-07-01.csv')).replace(/,37$/gm, ',36');
    expect(refusals(await run('MERGER', csv, '2025-07-01'), 'importUnits')).toEqual([]);
    const registry = await fresh.deps().units.registry();
    const roots = registry.childrenOn(null, localDate('2025-07-01'));
    expect(roots.map((unit) => unit.names.map((one) => one.value))).toEqual([['Tỉnh Nam Định', 'Tỉnh Mới']]);
    expect(registry.childrenOn(roots[0]?.id ?? null, localDate('2025-07-01'))).toHaveLength(57);
  });

  it('is for the root administrator alone', async () => {
    const someone = await world.user('someone');
    const answer = await world.run(someone, importUnits, {
      input: { format: 'SNAPSHOT', csv: 'x', effectiveOn: '2026-01-01', legalAct, idempotencyKey: key() },
    });
    expect(pick(answer.errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
  });
});
