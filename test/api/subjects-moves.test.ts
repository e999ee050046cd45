import { beforeAll, describe, expect, it } from 'vitest';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, root, type Answer, type World } from '../support/world.ts';
import { hienKhanh, minhThuan, province, seedUnits, vuBan, yenBang } from '../support/units.ts';
import { localDate } from '../../functions/kernel/dates.ts';
import { parseId, type Id } from '../../functions/kernel/ids.ts';

const fields = `id name unit { id } position affiliations { unit { id } position from to } version`;
const mutation = (
  name: string,
  more = '',
) => `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) {
  ${name}(input: $input) { ${more} subject { ${fields} } userErrors { code field details { name value } } } }`;

let world: World;
let officer: Id<'usr'>;
let heir: Id<'usr'>;
let other: Id<'usr'>;
let district: Id<'usr'>;
let appraiser: Id<'usr'>;
let leader: Id<'usr'>;
beforeAll(async () => {
  world = await createWorld();
  await seedUnits(world);
  officer = await world.user('officer', [['OFFICER', minhThuan]]);
  heir = await world.user('heir', [['OFFICER', hienKhanh]]);
  other = await world.user('other', [['OFFICER', yenBang]]);
  district = await world.user('district', [['OFFICER', vuBan]]);
  appraiser = await world.user('appraiser', [['APPRAISER', province]]);
  leader = await world.user('leader', [
    ['LEADER', minhThuan],
    ['AUDITOR', province],
  ]);
});

const run = (name: string, input: object, by: Id<'usr'>, more = '') =>
  world.run(by, mutation(name, more), { input });
const subjectIn = (answer: Answer, name: string, ...path: readonly string[]) =>
  pick(answer.data, name, 'subject', ...path);
const refused = async (name: string, input: object, codes: readonly string[], by: Id<'usr'> = officer) => {
  const before = await world.dump();
  expect(refusals(await run(name, input, by), name)).toEqual(codes);
  expect(await world.dump()).toBe(before);
};
const denied = async (name: string, input: object, by: Id<'usr'>) => {
  const before = await world.dump();
  expect(pick((await run(name, input, by)).errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
  expect(await world.dump()).toBe(before);
};

let serial = 100_000;
const person = async (name: string, more: object = {}, by: Id<'usr'> = officer): Promise<string> => {
  serial += 1;
  const input = {
    ...{ kind: 'INDIVIDUAL', unitId: minhThuan, name, position: 'Chuyên viên', since: '2015-09-01' },
    ...{ idNumber: `036190${serial}`, idempotencyKey: key() },
    ...more,
  };
  const answer = await run('registerSubject', input, by);
  expect(refusals(answer, 'registerSubject')).toEqual([]);
  return String(subjectIn(answer, 'registerSubject', 'id'));
};
const sees = async (by: Id<'usr'> | undefined, id: string): Promise<boolean> =>
  pick((await world.run(by, `{ subject(id: "${id}") { id } }`)).data, 'subject') !== null;

describe('moving a subject', () => {
  const name = 'moveSubject';
  const move = (subjectId: string, expectedVersion: number, more: object = {}) => ({
    ...{ subjectId, expectedVersion, unitId: yenBang, position: 'Phó Chủ tịch', from: '2021-02-01' },
    idempotencyKey: key(),
    ...more,
  });

  it('keeps where it was, and passes it on to the new unit', async () => {
    const id = await person('Trần Văn Chuyển');
    const input = move(id, 1);
    const answer = await run(name, input, officer);
    expect(answer.calls).toEqual({ reads: 1, writes: 1 });
    expect(subjectIn(answer, name)).toMatchObject({
      unit: { id: yenBang },
      position: 'Phó Chủ tịch',
      affiliations: [
        { unit: { id: minhThuan }, position: 'Chuyên viên', from: '2015-09-01', to: '2021-02-01' },
        { unit: { id: yenBang }, position: 'Phó Chủ tịch', from: '2021-02-01', to: null },
      ],
      version: 2,
    });
    expect(subjectIn(await run(name, input, officer), name, 'version')).toBe(2);
    expect([await sees(officer, id), await sees(other, id), await sees(appraiser, id)]).toEqual([
      false,
      true,
      true,
    ]);
    // The number's item went with it: its new unit is told whose it is.
    const again = {
      kind: 'INDIVIDUAL',
      unitId: yenBang,
      name: 'Ai đó',
      since: '2020-01-01',
      idempotencyKey: key(),
    };
    const same = await run('registerSubject', { ...again, idNumber: `036190${serial}` }, other);
    expect(pick(same.data, 'registerSubject', 'userErrors', 0, 'details')).toEqual([
      { name: 'subjectId', value: id },
    ]);
  });

  it('refuses what cannot be, and changes nothing', async () => {
    const id = await person('Trần Văn Ở Lại');
    await refused(name, move(id, 9), ['STALE_VERSION expectedVersion']);
    await refused(name, move(id, 1, { unitId: 'unt_nope' }), ['NOT_FOUND unitId']);
    await refused(name, move(id, 1, { from: '2015-09-01' }), ['INVALID_VALUE from']);
    await refused(name, move(id, 1, { from: '2021-03-02' }), ['INVALID_VALUE from']);
    await refused(name, move(id, 1, { unitId: minhThuan, position: 'Chuyên viên' }), [
      'INVALID_VALUE unitId',
    ]);
    await refused(name, move(id, 1, { position: 'x'.repeat(201) }), ['TOO_LONG position']);
    await refused(name, move(id, 1), ['NOT_FOUND subjectId'], other);
    await denied(name, move(id, 1), leader);
    const team = await person('Tổ dân phố 3', { kind: 'COLLECTIVE', position: null, idNumber: null });
    await refused(name, move(team, 1), ['SUBJECT_KIND_FIELD position']);
  });
});

describe('a personal number in clear', () => {
  const name = 'revealIdNumber';
  const look = (subjectId: string, expectedVersion: number, more: object = {}) => ({
    ...{ subjectId, expectedVersion, reason: 'Lập danh sách trình', idempotencyKey: key() },
    ...more,
  });

  it('is shown to the unit that writes the list and to its appraiser, who are then in the history', async () => {
    const id = await person('Hà Thị Xem', { idNumber: '036190 808080' });
    const answer = await run(name, look(id, 1), officer, 'idNumber');
    expect(pick(answer.data, name, 'idNumber')).toBe('036190808080');
    expect(answer.calls).toEqual({ reads: 1, writes: 1 });
    const input = look(id, 2);
    expect(pick((await run(name, input, appraiser, 'idNumber')).data, name, 'idNumber')).toBe('036190808080');
    const again = await run(name, input, appraiser, 'idNumber');
    expect(pick(again.data, name, 'idNumber')).toBe('036190808080');
    const query = `{ subject(id: "${id}") { version history(first: 2) { nodes { seq name actorId } pageInfo { hasNextPage } } } }`;
    expect(pick((await world.run(leader, query)).data, 'subject')).toEqual({
      version: 3,
      history: {
        nodes: [
          { seq: 3, name: 'IdNumberRevealed', actorId: appraiser },
          { seq: 2, name: 'IdNumberRevealed', actorId: officer },
        ],
        pageInfo: { hasNextPage: true },
      },
    });
    expect(await world.dump()).not.toContain('036190808080');
  });

  it('is refused to all others, and without a reason', async () => {
    const id = await person('Hà Thị Giấu');
    await refused(name, look(id, 1, { reason: ' ' }), ['REQUIRED reason']);
    await refused(name, look(id, 9), ['STALE_VERSION expectedVersion']);
    await refused(name, look(id, 1), ['ID_NUMBER_NOT_YOURS subjectId'], district);
    await refused(name, look(id, 1), ['NOT_FOUND subjectId'], other);
    await denied(name, look(id, 1), leader);
    await denied(name, look(id, 1), root);
    const without = await person('Hà Thị Không', { idNumber: null });
    await refused(name, look(without, 1), ['ID_NUMBER_NONE subjectId']);
  });

  it('is not repeated to one who may no longer see it, nor when it has changed since', async () => {
    const id = await person('Hà Thị Đi');
    const input = look(id, 1);
    expect(refusals(await run(name, input, officer), name)).toEqual([]);
    const correct = { subjectId: id, expectedVersion: 2, idNumber: '036190707070', idempotencyKey: key() };
    expect(refusals(await run('correctSubject', correct, officer), 'correctSubject')).toEqual([]);
    await refused(name, input, ['NOT_FOUND']);
    const later = look(id, 3);
    expect(refusals(await run(name, later, officer), name)).toEqual([]);
    const away = {
      subjectId: id,
      expectedVersion: 4,
      unitId: yenBang,
      from: '2021-02-01',
      idempotencyKey: key(),
    };
    expect(refusals(await run('moveSubject', away, officer), 'moveSubject')).toEqual([]);
    await refused(name, later, ['NOT_FOUND']);
  });
});

describe('reading subjects', () => {
  it('is for those who look after the unit, one by one', async () => {
    const id = await person('Lý Thị Đọc');
    const outsider = await world.user('outsider', [['ADMIN', province]]);
    const who = [officer, district, appraiser, leader, other, heir, outsider, root, undefined];
    expect(await Promise.all(who.map((by) => sees(by, id)))).toEqual([
      ...[true, true, true, true],
      ...[false, false, false, false, false],
    ]);
    const node = `{ node(id: "${id}") { __typename ... on Subject { name } } }`;
    expect(pick((await world.run(officer, node)).data, 'node')).toEqual({
      __typename: 'Subject',
      name: 'Lý Thị Đọc',
    });
    expect(pick((await world.run(other, node)).data, 'node')).toBeNull();
    expect(await sees(officer, 'sub_nope')).toBe(false);
  });

  it('lists a unit by name, found by its beginning with or without marks, page by page', async () => {
    const names = ['Ẩn Văn An', 'An Thị Bình', 'Đặng Văn Cường', 'Đặng Thị Dung'];
    for (const one of names) await person(one, { unitId: yenBang }, other);
    await person(
      'Đặng Gia Văn Hóa',
      { kind: 'HOUSEHOLD', unitId: yenBang, position: null, idNumber: null },
      other,
    );
    const query = `query ($unit: ID!, $kind: SubjectKind, $name: String, $first: Int, $after: String) {
      subjects(unitId: $unit, kind: $kind, name: $name, first: $first, after: $after) {
        nodes { name unit { name } } pageInfo { hasNextPage endCursor } } }`;
    const list = (variables: object, by: Id<'usr'> = other) =>
      world.run(by, query, { unit: yenBang, ...variables });
    const found = async (variables: object) => {
      const nodes = pick((await list(variables)).data, 'subjects', 'nodes');
      return Array.isArray(nodes) ? nodes.map((node: unknown) => pick(node, 'name')) : nodes;
    };
    expect(await found({ name: 'dang' })).toEqual(['Đặng Gia Văn Hóa', 'Đặng Thị Dung', 'Đặng Văn Cường']);
    expect(await found({ name: 'Đặng'.normalize('NFD'), kind: 'INDIVIDUAL' })).toEqual([
      'Đặng Thị Dung',
      'Đặng Văn Cường',
    ]);
    expect(await found({ kind: 'HOUSEHOLD' })).toEqual(['Đặng Gia Văn Hóa']);
    const first = await list({ name: 'an', first: 1 });
    expect(first.calls.reads).toBeLessThanOrEqual(2);
    expect(pick(first.data, 'subjects', 'nodes', 0, 'name')).toBe('An Thị Bình');
    const after = pick(first.data, 'subjects', 'pageInfo', 'endCursor');
    expect(await found({ name: 'an', first: 1, after })).toEqual(['Ẩn Văn An']);
    const foreign = await list({ name: 'dang', after });
    expect(pick(foreign.errors, 0, 'extensions', 'code')).toBe('BAD_USER_INPUT');
    for (const [by, unit] of [
      [officer, yenBang],
      [other, 'unt_nope'],
      [root, yenBang],
    ] as const)
      expect(pick((await list({ unit }, by)).errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
  });
});

describe('when a unit has merged', () => {
  it("its subjects are its heir's to see, reveal, correct and move", async () => {
    const id = await person('Cao Thị Gộp', { idNumber: '036190606060' });
    const commune = await run(
      'registerSubject',
      { kind: 'UNIT', unitId: minhThuan, idempotencyKey: key() },
      officer,
    );
    const communeId = String(subjectIn(commune, 'registerSubject', 'id'));
    expect(await sees(heir, id)).toBe(false);
    const { version } = await world.deps().units.registry();
    const act = {
      version: version + 1,
      effectiveOn: localDate('2021-02-15'),
      legalAct: { number: '02/NQ', issuer: 'Quốc hội', issuedOn: localDate('2021-01-01') },
      changes: [
        { kind: 'dissolve', unitId: minhThuan },
        { kind: 'succeed', unitId: minhThuan, successorId: hienKhanh },
        { kind: 'rename', unitId: hienKhanh, name: 'Xã Hiển Thuận' },
      ],
    } as const;
    await world.write(...world.deps().units.append(act, version));
    expect([await sees(heir, id), await sees(district, id), await sees(other, id)]).toEqual([
      true,
      true,
      false,
    ]);
    const named = await world.run(heir, `{ subject(id: "${communeId}") { name unit { id } } }`);
    expect(pick(named.data, 'subject', 'name')).toBe('Xã Minh Thuận');
    const listed = await world.run(
      heir,
      `{ subjects(unitId: "${minhThuan}", name: "cao") { nodes { id } } }`,
    );
    expect(pick(listed.data, 'subjects', 'nodes')).toEqual([{ id }]);
    const look = { subjectId: id, expectedVersion: 1, reason: 'Kiểm tra', idempotencyKey: key() };
    const seen = await run('revealIdNumber', look, heir, 'idNumber');
    expect(pick(seen.data, 'revealIdNumber', 'idNumber')).toBe('036190606060');
    const late = {
      kind: 'COLLECTIVE',
      unitId: minhThuan,
      name: 'Đội cũ',
      since: '2019-01-01',
      idempotencyKey: key(),
    };
    await refused('registerSubject', late, ['UNIT_NOT_ALIVE unitId'], heir);
    const move = { subjectId: id, expectedVersion: 2, from: '2021-02-15', idempotencyKey: key() };
    await refused('moveSubject', { ...move, unitId: minhThuan }, ['UNIT_NOT_ALIVE unitId'], heir);
    const moved = await run('moveSubject', { ...move, unitId: hienKhanh }, heir);
    expect(subjectIn(moved, 'moveSubject', 'unit', 'id')).toBe(hienKhanh);
  });

  it('a unit as a subject goes by the name that the register has', async () => {
    const input = { kind: 'UNIT', unitId: hienKhanh, idempotencyKey: key() };
    const answer = await run('registerSubject', input, heir);
    expect(subjectIn(answer, 'registerSubject', 'name')).toBe('Xã Hiển Thuận');
    const { version } = await world.deps().units.registry();
    const act = {
      version: version + 1,
      effectiveOn: localDate('2021-02-20'),
      legalAct: { number: '03/NQ', issuer: 'Quốc hội', issuedOn: localDate('2021-01-01') },
      changes: [{ kind: 'rename', unitId: hienKhanh, name: 'Xã Minh Khánh' }],
    } as const;
    await world.write(...world.deps().units.append(act, version));
    const id = parseId('sub', String(subjectIn(answer, 'registerSubject', 'id')));
    expect(id && (await world.deps().subjects.get(id))?.name).toBe('Xã Minh Khánh');
  });
});
