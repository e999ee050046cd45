import { beforeEach, describe, expect, it } from 'vitest';
import { localDate } from '../../functions/kernel/dates.ts';
import { hienKhanh, minhThuan, province, seedUnits, vuBan, yenBang, yYen } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, root, type World } from '../support/world.ts';

const legalAct = { number: '1104/NQ-UBTVQH15', issuer: 'Ủy ban Thường vụ Quốc hội', issuedOn: '2020-12-01' };
const on = '2021-05-01';

describe('reorganising units', () => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld();
    await seedUnits(world);
  });

  async function change(name: string, input: object, by = root) {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) {
      unit { id name(on: "${on}") version } userErrors { code field details { name value } } } }`;
    return world.run(by, query, { input: { effectiveOn: on, legalAct, idempotencyKey: key(), ...input } });
  }
  const codes = async (name: string, input: object) => refusals(await change(name, input), name);
  const look = async (id: string, fields: string) =>
    pick(
      (await world.run(undefined, `query ($id: ID!) { unit(id: $id) { ${fields} } }`, { id })).data,
      'unit',
    );

  it('renames from a future day on, in one read and one write, and keeps NFC', async () => {
    const name = 'Xã Minh Thuận Mới'.normalize('NFD');
    const answer = await change('renameUnit', { unitId: minhThuan, expectedVersion: 1, name });
    expect(answer.calls).toEqual({ reads: 1, writes: 1 });
    expect(
      await look(
        minhThuan,
        `then: name(on: "2021-04-30") now: name(on: "${on}") history { changes legalAct { number } }`,
      ),
    ).toEqual({
      then: 'Xã Minh Thuận',
      now: 'Xã Minh Thuận Mới'.normalize('NFC'),
      history: [
        { changes: ['create'], legalAct: { number: '01/NQ' } },
        { changes: ['rename'], legalAct: { number: legalAct.number } },
      ],
    });
  });

  it('merges into a new unit whose people keep answering for the old ones', async () => {
    const officer = await world.user('admin of the new', [['ADMIN', vuBan]]);
    const answer = await change(
      'mergeUnits',
      {
        unitIds: [minhThuan, hienKhanh],
        newUnit: { name: 'Xã Hiển Thuận', kind: 'COMMUNE', parentId: vuBan },
      },
      officer,
    );
    expect(refusals(answer, 'mergeUnits')).toEqual([]);
    const id = String(pick(answer.data, 'mergeUnits', 'unit', 'id'));
    expect(await look(minhThuan, `exists(on: "${on}") successors { unit { id } on }`)).toEqual({
      exists: false,
      successors: [{ unit: { id }, on }],
    });
    expect(await look(id, 'predecessors { unit { id } }')).toEqual({
      predecessors: [{ unit: { id: minhThuan } }, { unit: { id: hienKhanh } }],
    });
  });

  it('splits, dissolves, recodes and enters a successor that became known later', async () => {
    const parts = ['Xã Yên A', 'Xã Yên B'].map((name) => ({ name, kind: 'COMMUNE', parentId: yYen }));
    expect(await codes('splitUnit', { unitId: yenBang, expectedVersion: 1, parts })).toEqual([]);
    expect(pick(await look(yenBang, 'successors { unit { id } }'), 'successors', 'length')).toBe(2);
    expect(await codes('dissolveUnit', { unitId: minhThuan, expectedVersion: 1 })).toEqual([]);
    const succession = { unitId: minhThuan, successorId: hienKhanh, expectedVersion: 3 };
    expect(await codes('recordSuccession', succession)).toEqual([]);
    expect(await codes('recordSuccession', { ...succession, expectedVersion: 4 })).toEqual([
      'DUPLICATE successorId',
    ]);
    expect(await codes('recodeUnit', { unitId: hienKhanh, expectedVersion: 4, code: '13747' })).toEqual([]);
    expect(
      await codes('createUnit', { name: 'Xã Khác', kind: 'COMMUNE', parentId: vuBan, code: '13747' }),
    ).toEqual(['UNIT_CODE_TAKEN code']);
  });

  it('lets an earlier end that was entered later count', async () => {
    expect(
      await codes('dissolveUnit', { unitId: minhThuan, expectedVersion: 1, effectiveOn: '2025-01-01' }),
    ).toEqual([]);
    expect(await codes('dissolveUnit', { unitId: minhThuan, expectedVersion: 2 })).toEqual([]);
    expect(await look(minhThuan, 'existsTo')).toEqual({ existsTo: on });
  });

  it('refuses what would break the tree, and changes nothing', async () => {
    const before = await world.dump();
    expect(await codes('mergeUnits', { unitIds: [minhThuan, hienKhanh], into: hienKhanh })).toEqual([
      'UNIT_MERGE_INTO_SELF into',
    ]);
    expect(await codes('mergeUnits', { unitIds: [minhThuan, minhThuan], into: hienKhanh })).toEqual([
      'DUPLICATE unitIds.1',
    ]);
    expect(await codes('mergeUnits', { unitIds: [minhThuan] })).toEqual(['REQUIRED into']);
    const newUnit = { name: 'Xã Mới', kind: 'COMMUNE', parentId: vuBan };
    expect(await codes('mergeUnits', { unitIds: [minhThuan], into: hienKhanh, newUnit })).toEqual([
      'INVALID_VALUE newUnit',
    ]);
    expect(await codes('moveUnit', { unitId: vuBan, parentId: vuBan, expectedVersion: 1 })).toEqual([
      'UNIT_CYCLE parentId',
    ]);
    expect(await codes('moveUnit', { unitId: vuBan, parentId: minhThuan, expectedVersion: 1 })).toEqual([
      'UNIT_CYCLE parentId',
    ]);
    expect(await codes('dissolveUnit', { unitId: vuBan, expectedVersion: 1 })).toContain(
      'UNIT_HAS_CHILDREN effectiveOn',
    );
    expect(
      await codes('renameUnit', { unitId: vuBan, expectedVersion: 1, name: 'X', effectiveOn: '2019-01-01' }),
    ).toEqual(['UNIT_NOT_ALIVE effectiveOn']);
    expect(await codes('renameUnit', { unitId: vuBan, expectedVersion: 9, name: 'X' })).toEqual([
      'STALE_VERSION expectedVersion',
    ]);
    expect(await codes('renameUnit', { unitId: 'unt_0', expectedVersion: 1, name: 'X' })).toEqual([
      'NOT_FOUND unitId',
    ]);
    expect(await codes('renameUnit', { unitId: vuBan, expectedVersion: 1, name: 'a\u200Bb' })).toEqual([
      'INVALID_VALUE name',
    ]);
    expect(await world.dump()).toBe(before);
  });

  it('names the field of the unit that is wrong among several', async () => {
    const part = (code: string) => ({ name: 'Xã Yên A', kind: 'COMMUNE', parentId: yYen, code });
    const ended = { unitId: hienKhanh, expectedVersion: 1, effectiveOn: '2021-04-01' };
    expect(await codes('dissolveUnit', ended)).toEqual([]);
    expect(
      await codes('splitUnit', {
        unitId: yenBang,
        expectedVersion: 1,
        parts: [part('1'), { ...part('2'), parentId: hienKhanh }],
      }),
    ).toEqual(['UNIT_NOT_ALIVE parts.1.parentId']);
    expect(
      await codes('splitUnit', { unitId: yenBang, expectedVersion: 1, parts: [part('1'), part('1')] }),
    ).toEqual(['UNIT_CODE_TAKEN parts.1.code']);
    expect(await codes('recodeUnit', { unitId: minhThuan, expectedVersion: 1, code: '7' })).toEqual([]);
    const newUnit = { name: 'Xã Mới', kind: 'COMMUNE', parentId: vuBan, code: '7' };
    expect(await codes('mergeUnits', { unitIds: [yenBang], newUnit })).toEqual([
      'UNIT_CODE_TAKEN newUnit.code',
    ]);
  });

  it('lets an administrator change only what they administer', async () => {
    const admin = await world.user('vb', [['ADMIN', vuBan]]);
    const input = { expectedVersion: 1, name: 'Xã Mới' };
    expect(
      refusals(await change('renameUnit', { ...input, unitId: minhThuan }, admin), 'renameUnit'),
    ).toEqual([]);
    expect(refusals(await change('renameUnit', { ...input, unitId: yenBang }, admin), 'renameUnit')).toEqual([
      'NOT_FOUND unitId',
    ]);
    const create = { name: 'Tỉnh khác', kind: 'PROVINCE' };
    expect(pick((await change('createUnit', create, admin)).errors, 0, 'extensions', 'code')).toBe(
      'FORBIDDEN',
    );
    const parts = [create, create];
    const split = await change('splitUnit', { unitId: minhThuan, expectedVersion: 2, parts }, admin);
    expect(pick(split.errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
    const merge = await change('mergeUnits', { unitIds: [minhThuan], newUnit: create }, admin);
    expect(pick(merge.errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
    const officer = await world.user('officer', [['OFFICER', province]]);
    expect(
      pick(
        (await change('renameUnit', { ...input, unitId: vuBan }, officer)).errors,
        0,
        'extensions',
        'code',
      ),
    ).toBe('FORBIDDEN');
  });

  it('changes a kind from a day on, and a unit that is yet to begin', async () => {
    const admin = await world.user('ahead', [['ADMIN', vuBan]]);
    const ward = { unitId: minhThuan, expectedVersion: 1, kind: 'WARD' };
    expect(refusals(await change('reclassifyUnit', ward, admin), 'reclassifyUnit')).toEqual([]);
    expect(await look(minhThuan, `then: kind(on: "2021-04-30") now: kind(on: "${on}")`)).toEqual({
      then: 'COMMUNE',
      now: 'WARD',
    });
    const made = await change('createUnit', { name: 'Xã Sau', kind: 'COMMUNE', parentId: vuBan }, admin);
    const unit = pick(made.data, 'createUnit', 'unit');
    const rename = { unitId: pick(unit, 'id'), expectedVersion: pick(unit, 'version'), name: 'Xã Sẽ Có' };
    expect(refusals(await change('renameUnit', rename, admin), 'renameUnit')).toEqual([]);
    const under = { name: 'Thôn', kind: 'COMMUNE', parentId: pick(unit, 'id'), effectiveOn: '2021-04-30' };
    expect(await codes('createUnit', under)).toEqual(['UNIT_NOT_ALIVE parentId']);
  });

  it('settles several changes at once: each version once, none lost', async () => {
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, index) =>
        change('createUnit', { name: `Trường ${index}`, kind: 'SCHOOL', parentId: vuBan }),
      ),
    );
    const made = answers.filter((answer) => refusals(answer, 'createUnit').length === 0).length;
    const registry = await world.deps().units.registry();
    expect(registry.version).toBe(1 + made);
    expect(registry.childrenOn(vuBan, localDate(on))).toHaveLength(2 + made);
  });
});
