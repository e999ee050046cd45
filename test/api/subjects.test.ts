import { beforeAll, describe, expect, it, vi } from 'vitest';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, root, type Answer, type World } from '../support/world.ts';
import { hienKhanh, minhThuan, province, seedUnits, vuBan, yenBang } from '../support/units.ts';
import type { Id } from '../../functions/kernel/ids.ts';
import { inputHash } from '../../functions/kernel/table/idempotency.ts';

const fields = `id kind name unit { id name } position birthDate sex idNumber { type masked } refUnit { id }
  affiliations { unit { id } position from to } version`;
const mutation = (
  name: string,
  more = '',
) => `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) {
  ${name}(input: $input) { ${more} subject { ${fields} } userErrors { code field message details { name value } } } }`;

const number = '036190001234';
const lan = (more: object = {}) => ({
  kind: 'INDIVIDUAL',
  unitId: minhThuan,
  name: 'Trần Thị Lan',
  position: 'Công chức Văn hóa - Xã hội',
  birthDate: '1990-05-17',
  sex: 'FEMALE',
  since: '2015-09-01',
  idempotencyKey: key(),
  ...more,
});

let world: World;
let officer: Id<'usr'>;
let other: Id<'usr'>;
let district: Id<'usr'>;
let appraiser: Id<'usr'>;
let leader: Id<'usr'>;
let auditor: Id<'usr'>;
let admin: Id<'usr'>;
beforeAll(async () => {
  world = await createWorld();
  await seedUnits(world);
  officer = await world.user('officer', [['OFFICER', minhThuan]]);
  other = await world.user('other', [['OFFICER', yenBang]]);
  district = await world.user('district', [['OFFICER', vuBan]]);
  appraiser = await world.user('appraiser', [['APPRAISER', province]]);
  leader = await world.user('leader', [['LEADER', minhThuan]]);
  auditor = await world.user('auditor', [['AUDITOR', province]]);
  admin = await world.user('admin', [['ADMIN', province]]);
});

const run = (name: string, input: object, by: Id<'usr'> | undefined = officer, more = '') =>
  world.run(by, mutation(name, more), { input });
const subjectIn = (answer: Answer, name: string, ...path: readonly string[]) =>
  pick(answer.data, name, 'subject', ...path);
const registered = async (input: object, by: Id<'usr'> = officer): Promise<string> => {
  const answer = await run('registerSubject', input, by);
  expect(refusals(answer, 'registerSubject')).toEqual([]);
  return String(subjectIn(answer, 'registerSubject', 'id'));
};
/** Refused with these codes, and nothing was written. */
const refused = async (name: string, input: object, codes: readonly string[], by: Id<'usr'> = officer) => {
  const before = await world.dump();
  const answer = await run(name, input, by);
  expect(refusals(answer, name)).toEqual(codes);
  expect(await world.dump()).toBe(before);
  return answer;
};
const denied = async (name: string, input: object, by: Id<'usr'> | undefined, code: string) => {
  const before = await world.dump();
  const answer = await world.run(by, mutation(name), { input });
  expect(pick(answer.errors, 0, 'extensions', 'code')).toBe(code);
  expect(await world.dump()).toBe(before);
};

describe('registering a subject', () => {
  it('keeps a person with the number masked, and nowhere in clear', async () => {
    const output: string[] = [];
    const stdout = vi
      .spyOn(process.stdout, 'write')
      .mockImplementation((chunk) => output.push(String(chunk)) > 0);
    const input = lan({ idNumber: '036 190 001 234', name: ' Trần  Thị Lan '.normalize('NFD') });
    const answer = await run('registerSubject', input);
    stdout.mockRestore();
    expect(refusals(answer, 'registerSubject')).toEqual([]);
    expect(subjectIn(answer, 'registerSubject')).toMatchObject({
      name: 'Trần Thị Lan',
      idNumber: { type: 'CCCD', masked: '0361••••••34' },
      affiliations: [{ unit: { id: minhThuan }, from: '2015-09-01', to: null }],
      version: 1,
    });
    expect(answer.calls).toEqual({ reads: 3, writes: 1 });
    expect(output.join('')).not.toContain('001234');
    const stored = await world.dump();
    expect(stored).not.toContain(number);
    expect(stored).not.toContain('036 190 001 234');
    // A bare hash of the input could be found by trying the numbers one after another.
    expect(stored).not.toContain(inputHash('registerSubject', input));
    expect(stored).not.toContain(inputHash('registerSubject', { ...input, idNumber: number }));
  });

  it('answers a repeated request alike, and another one with its key by a code', async () => {
    const input = lan({ name: 'Lê Văn Lặp', sex: 'MALE', idNumber: '036090000077' });
    const id = await registered(input);
    const before = await world.dump();
    expect(await registered(input)).toBe(id);
    expect(await world.dump()).toBe(before);
    const reused = ['IDEMPOTENCY_KEY_REUSED idempotencyKey'];
    await refused('registerSubject', { ...input, idNumber: '036090000078' }, reused);
    await refused('registerSubject', { ...input, idNumber: '12' }, reused);
    await refused('registerSubject', { ...input, name: 'Khác' }, reused);
  });

  it('collects every refusal, each naming its field', async () => {
    const bad = lan({
      name: ' ',
      position: 'x'.repeat(201),
      birthDate: '2022-01-01',
      since: null,
      idNumber: '12',
    });
    await refused('registerSubject', bad, [
      'REQUIRED name',
      'TOO_LONG position',
      'INVALID_VALUE birthDate',
      'REQUIRED since',
      'ID_NUMBER_SHAPE idNumber',
    ]);
    const odd = lan({ name: '★', since: '2021-03-02', idNumber: '003190001234' });
    await refused('registerSubject', odd, [
      'INVALID_VALUE name',
      'INVALID_VALUE since',
      'ID_NUMBER_PLACE idNumber',
    ]);
    const unlike = lan({
      name: 'Ngô Văn Khớp',
      birthDate: '1991-01-01',
      sex: 'MALE',
      idNumber: '036190009999',
    });
    await refused('registerSubject', unlike, ['ID_NUMBER_BIRTH_YEAR birthDate', 'ID_NUMBER_SEX sex']);
    const ahead = lan({ name: 'Ngô Văn Sau', birthDate: null, sex: null, idNumber: '036222009999' });
    await refused('registerSubject', ahead, ['ID_NUMBER_BIRTH_YEAR idNumber']);
    const hidden = lan({ name: 'Trần\u200bLan' });
    await refused('registerSubject', hidden, ['INVALID_VALUE name']);
    const day = await run('registerSubject', lan({ birthDate: '1990-02-30' }));
    expect(pick(day.errors, 0, 'extensions', 'code')).toBe('BAD_USER_INPUT');
  });

  it('knows which kinds have which fields', async () => {
    const team = { kind: 'COLLECTIVE', unitId: minhThuan, name: 'Hội Phụ nữ', since: '2010-01-01' };
    const id = await registered({ ...team, idempotencyKey: key() });
    const seen = await world.run(officer, `{ subject(id: "${id}") { kind position idNumber { masked } } }`);
    expect(pick(seen.data, 'subject')).toEqual({ kind: 'COLLECTIVE', position: null, idNumber: null });
    await refused(
      'registerSubject',
      lan({ kind: 'HOUSEHOLD', name: 'Hộ bà Lan', idNumber: '036190007777' }),
      ['position', 'birthDate', 'sex', 'idNumber'].map((field) => `SUBJECT_KIND_FIELD ${field}`),
    );
    await refused('registerSubject', { ...team, kind: 'UNIT', idempotencyKey: key() }, [
      'SUBJECT_KIND_FIELD name',
      'SUBJECT_KIND_FIELD since',
    ]);
  });

  it('takes a unit as the register has it, once', async () => {
    const input = { kind: 'UNIT', unitId: minhThuan, idempotencyKey: key() };
    const answer = await run('registerSubject', input, district);
    expect(subjectIn(answer, 'registerSubject')).toMatchObject({
      name: 'Xã Minh Thuận',
      refUnit: { id: minhThuan },
      affiliations: [{ from: '2020-01-01' }],
    });
    await refused('registerSubject', { ...input, idempotencyKey: key() }, ['DUPLICATE unitId']);
    const id = subjectIn(answer, 'registerSubject', 'id');
    const move = {
      subjectId: id,
      unitId: hienKhanh,
      from: '2021-01-01',
      expectedVersion: 1,
      idempotencyKey: key(),
    };
    await refused('moveSubject', move, ['SUBJECT_KIND_FIELD unitId']);
  });

  it('is for officers and appraisers of the unit or above; an unknown unit and another answer alike', async () => {
    const input = () => lan({ name: 'Phạm Thị Quyền', birthDate: '1971-01-01', idempotencyKey: key() });
    for (const by of [leader, auditor, admin, root])
      await denied('registerSubject', input(), by, 'FORBIDDEN');
    await denied('registerSubject', { ...input(), idNumber: number }, undefined, 'UNAUTHENTICATED');
    await refused('registerSubject', input(), ['NOT_FOUND unitId'], other);
    await refused('registerSubject', { ...input(), unitId: 'unt_nope' }, ['NOT_FOUND unitId'], other);
    await registered(input(), appraiser);
  });
});

describe('the same person twice', () => {
  it('is refused by number, naming the one on record only to those who may see them', async () => {
    const id = await registered(lan({ name: 'Vũ Thị Số', idNumber: '036190005555' }));
    const again = lan({ name: 'Vũ Thị Khác', birthDate: '1990-01-01', idNumber: '036190005555' });
    const named = await refused('registerSubject', again, ['SAME_ID_NUMBER idNumber']);
    expect(pick(named.data, 'registerSubject', 'userErrors', 0, 'details')).toEqual([
      { name: 'subjectId', value: id },
    ]);
    const elsewhere = { ...again, unitId: yenBang, idempotencyKey: key() };
    const unnamed = await refused('registerSubject', elsewhere, ['SAME_ID_NUMBER idNumber'], other);
    expect(pick(unnamed.data, 'registerSubject', 'userErrors', 0, 'details')).toEqual([]);
  });

  it('is let in once when two ask at the same time', async () => {
    const ask = (name: string, sex: string, birthDate: string) =>
      run('registerSubject', lan({ name, sex, birthDate, idNumber: '036085004321' }));
    const answers = await Promise.all([
      ask('Đỗ Văn Một', 'MALE', '1985-01-01'),
      ask('Bùi Văn Hai', 'MALE', '1985-02-02'),
    ]);
    const outcomes = answers.map((answer) => refusals(answer, 'registerSubject').join()).sort();
    expect(outcomes).toEqual(['', 'SAME_ID_NUMBER idNumber']);
  });

  it('is warned of by name and birth date, or name and unit, until acknowledged', async () => {
    const first = await registered(lan({ name: 'Nguyễn Thị Hòa', birthDate: null, sex: null }));
    const second = await refused('registerSubject', lan({ name: 'NGUYEN THI HOA' }), [
      'POSSIBLE_DUPLICATE acknowledgeDuplicates',
    ]);
    expect(pick(second.data, 'registerSubject', 'userErrors', 0, 'details', 0, 'value')).toBe(first);
    const hoa = await registered(lan({ name: 'Nguyễn Thị Hoà', acknowledgeDuplicates: [first] }));
    const inYenBang = lan({ name: 'Nguyễn Thị Hoa', unitId: yenBang });
    const seen = await refused(
      'registerSubject',
      inYenBang,
      ['POSSIBLE_DUPLICATE acknowledgeDuplicates'],
      appraiser,
    );
    expect(pick(seen.data, 'registerSubject', 'userErrors', 0, 'details', 0, 'value')).toBe(hoa);
    // Who may not see the other one isn't told of them.
    const id = await registered({ ...inYenBang, idempotencyKey: key() }, other);
    const like = `{ subject(id: "${id}") { possibleDuplicates { id } } }`;
    expect(pick((await world.run(appraiser, like)).data, 'subject', 'possibleDuplicates')).toEqual([
      { id: hoa },
    ]);
    expect(pick((await world.run(other, like)).data, 'subject', 'possibleDuplicates')).toEqual([]);
    // Two known birth dates that differ tell two people of one name apart.
    await registered(
      lan({ name: 'Nguyễn Thị Hoa', birthDate: '1961-01-01', acknowledgeDuplicates: [first] }),
    );
  });
});

describe('correcting a subject', () => {
  const name = 'correctSubject';
  it('changes what is given, keeps what is not, clears what is null, and checks the stored number', async () => {
    const id = await registered(lan({ name: 'Đinh Thị Sửa', idNumber: '036190002222' }));
    const input = (version: number, more: object) => ({
      subjectId: id,
      expectedVersion: version,
      idempotencyKey: key(),
      ...more,
    });
    const answer = await run(name, input(1, { name: 'Đinh Thị Sữa', position: null }));
    expect(answer.calls).toEqual({ reads: 1, writes: 1 });
    expect(subjectIn(answer, name)).toMatchObject({
      name: 'Đinh Thị Sữa',
      position: null,
      birthDate: '1990-05-17',
      idNumber: { masked: '0361••••••22' },
      affiliations: [{ position: null }],
      version: 2,
    });
    await refused(name, input(1, { name: 'Muộn' }), ['STALE_VERSION expectedVersion']);
    await refused(name, input(2, { birthDate: '1991-05-17', sex: 'MALE' }), [
      'ID_NUMBER_BIRTH_YEAR birthDate',
      'ID_NUMBER_SEX sex',
    ]);
    await refused(name, input(2, { idNumber: number }), ['SAME_ID_NUMBER idNumber']);
    await refused(name, input(2, { name: null }), ['REQUIRED name']);
    const changed = await run(name, input(2, { idNumber: '036190003333' }));
    expect(subjectIn(changed, name, 'idNumber')).toEqual({ type: 'CCCD', masked: '0361••••••33' });
    const same = await run(name, input(3, { idNumber: '036190003333', name: 'Đinh Thị Sửa' }));
    expect(refusals(same, name)).toEqual([]);
    expect(await world.dump()).not.toMatch(/036190002222|036190003333/);
    // The first number is free again, the second is taken away by null.
    await registered(lan({ name: 'Người Khác', birthDate: '1990-06-01', idNumber: '036190002222' }));
    const without = await run(name, input(4, { idNumber: null }));
    expect(subjectIn(without, name)).toMatchObject({ idNumber: null, version: 5 });
    await registered(lan({ name: 'Người Nữa', birthDate: '1990-07-01', idNumber: '036190003333' }));
  });

  it('is NOT_FOUND for another unit as for no subject, and FORBIDDEN without the role', async () => {
    const id = await registered(lan({ name: 'Mai Thị Riêng', birthDate: '1950-01-01' }));
    const input = { subjectId: id, name: 'X', expectedVersion: 1, idempotencyKey: key() };
    await refused(name, input, ['NOT_FOUND subjectId'], other);
    await refused(name, { ...input, subjectId: `sub_${'0'.repeat(26)}` }, ['NOT_FOUND subjectId']);
    await refused(name, { ...input, subjectId: 'dos_1' }, ['NOT_FOUND subjectId']);
    for (const by of [leader, auditor, admin]) await denied(name, input, by, 'FORBIDDEN');
  });
});
