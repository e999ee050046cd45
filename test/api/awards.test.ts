import { beforeAll, describe, expect, it } from 'vitest';
import type { Award } from '../../functions/awards/award.ts';
import { localDate } from '../../functions/kernel/dates.ts';
import type { Id } from '../../functions/kernel/ids.ts';
import { hienKhanh, minhThuan, seedUnits } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, type World } from '../support/world.ts';

const byName = `query ($name: String!, $first: Int, $after: String) {
  awards(filter: { name: $name }, first: $first, after: $after) { nodes { name } pageInfo { hasNextPage endCursor } }
}`;

describe('the public register of awards', () => {
  let world: World;
  const names = ['Nguyễn Văn Ẩn', 'Nguyễn Văn An', 'Trần Thị Ân', 'Đỗ Hoà', 'Đỗ Hoa', 'Dương Văn Đường'];
  beforeAll(async () => {
    world = await createWorld();
    await seedUnits(world);
    for (const [index, name] of names.entries())
      await world.write(...world.deps().awards.add(award(name, index % 2 ? hienKhanh : minhThuan)));
  });

  const award = (name: string, unitId: Id<'unt'>): Award => ({
    id: world.shared.ids.next('awd'),
    name,
    position: 'Giáo viên',
    unitId,
    unitName: 'Xã Minh Thuận',
    awardCode: 'BKT',
    awardName: 'Bằng khen của Chủ tịch UBND tỉnh',
    decisionId: world.shared.ids.next('dec'),
    decisionNumber: '335/QĐ-UBND',
    issuedOn: localDate('2021-04-29'),
    issuerName: 'Chủ tịch UBND tỉnh Nam Định',
    year: 2021,
    kind: 'INDIVIDUAL',
    subjectId: null,
    nomineeId: null,
    original: null,
    corrections: [],
    version: 1,
    sex: null,
    group: null,
    type: null,
    revocation: null,
  });

  const find = async (name: string) => {
    const answer = await world.run(undefined, byName, { name });
    expect(answer.errors).toEqual([]);
    return [pick(answer.data, 'awards', 'nodes')].flat().map((node) => pick(node, 'name'));
  };

  it('finds a name with or without marks, exact marks first', async () => {
    expect(await find('văn an')).toEqual(['Nguyễn Văn An', 'Nguyễn Văn Ẩn']);
    expect(await find('VĂN ẨN')).toEqual(['Nguyễn Văn Ẩn', 'Nguyễn Văn An']);
    expect(await find('an')).toHaveLength(3);
    expect((await find('ân'))[0]).toBe('Trần Thị Ân');
    expect(await find('nguyen')).toHaveLength(2);
  });

  it('knows đ, decomposed input and the beginning of any word', async () => {
    expect(await find('do hoa')).toEqual(['Đỗ Hoa', 'Đỗ Hoà']);
    expect(await find('đường')).toEqual(['Dương Văn Đường']);
    expect(await find('duong')).toEqual(['Dương Văn Đường']);
    expect(await find('Hoà'.normalize('NFD'))).toEqual(['Đỗ Hoà', 'Đỗ Hoa']);
    expect(await find('oa')).toEqual([]);
  });

  it('walks through all of a search page by page without losing or repeating a row', async () => {
    const seen: unknown[] = [];
    let after: unknown;
    for (let page = 0; page < 10; page += 1) {
      const answer = await world.run(undefined, byName, { name: 'an', first: 1, after });
      expect(answer.errors).toEqual([]);
      seen.push(pick(answer.data, 'awards', 'nodes', 0, 'name'));
      after = pick(answer.data, 'awards', 'pageInfo', 'endCursor');
      if (pick(answer.data, 'awards', 'pageInfo', 'hasNextPage') !== true) break;
    }
    expect(seen.sort()).toEqual(['Nguyễn Văn An', 'Nguyễn Văn Ẩn', 'Trần Thị Ân'].sort());
  });

  it('lists by year, unit and decision number in two calls at most', async () => {
    const query = `query ($filter: AwardFilter!) { awards(filter: $filter) { nodes { name unit { id } } } }`;
    const count = async (filter: object) => {
      const answer = await world.run(undefined, query, { filter });
      expect(answer.calls.reads).toBeLessThanOrEqual(2);
      return [pick(answer.data, 'awards', 'nodes')].flat().length;
    };
    await world.deps().units.registry();
    expect(await count({ year: 2021 })).toBe(6);
    expect(await count({ year: 2020 })).toBe(0);
    expect(await count({ unitId: hienKhanh })).toBe(3);
    expect(await count({ decisionNumber: '335/qđ-ubnd' })).toBe(6);
    expect(await count({ unitId: 'dos_nothing' })).toBe(0);
  });

  it('refuses two filters, none, a cursor of another list and too short a name', async () => {
    const query = `query ($filter: AwardFilter!, $after: String) { awards(filter: $filter, first: 1, after: $after) { pageInfo { endCursor } } }`;
    const page = await world.run(undefined, query, { filter: { year: 2021 } });
    const cursor = pick(page.data, 'awards', 'pageInfo', 'endCursor');
    expect(Buffer.from(String(cursor), 'base64url').toString('latin1')).not.toContain('AWD');
    for (const variables of [
      { filter: {} },
      { filter: { year: 2021, unitId: minhThuan } },
      { filter: { name: 'a' } },
      { filter: { unitId: minhThuan }, after: cursor },
      { filter: { name: 'an' }, after: cursor },
      { filter: { year: 2021 }, after: `${String(cursor).slice(0, -4)}AAAA` },
    ]) {
      const answer = await world.run(undefined, query, variables);
      expect(pick(answer.errors, 0, 'extensions', 'code')).toBe('BAD_USER_INPUT');
    }
  });
});
