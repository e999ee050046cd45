import { createHash } from 'node:crypto';
import type { UnitAct, UnitChange } from '../../functions/units/act.ts';
import type { UnitKind } from '../../functions/units/unit.ts';
import { localDate } from '../../functions/kernel/dates.ts';
import { derivedId, type Id } from '../../functions/kernel/ids.ts';
import type { World } from './world.ts';

/** The id of a test unit by its short name: the same in every world. */
export const unitId = (name: string): Id<'unt'> =>
  derivedId('unt', createHash('sha256').update(name).digest());

type Row = readonly [name: string, kind: UnitKind, parent: string | null];

/** A small province: two districts, two communes each, a department and a school. */
export const smallProvince: readonly Row[] = [
  ['Tỉnh Nam Định', 'PROVINCE', null],
  ['Sở Giáo dục và Đào tạo', 'DEPARTMENT', 'Tỉnh Nam Định'],
  ['Huyện Vụ Bản', 'DISTRICT', 'Tỉnh Nam Định'],
  ['Huyện Ý Yên', 'DISTRICT', 'Tỉnh Nam Định'],
  ['Xã Minh Thuận', 'COMMUNE', 'Huyện Vụ Bản'],
  ['Xã Hiển Khánh', 'COMMUNE', 'Huyện Vụ Bản'],
  ['Xã Yên Bằng', 'COMMUNE', 'Huyện Ý Yên'],
  ['Xã Yên Lợi', 'COMMUNE', 'Huyện Ý Yên'],
  ['Trường THPT Nguyễn Bính', 'SCHOOL', 'Sở Giáo dục và Đào tạo'],
];

export const province = unitId('Tỉnh Nam Định');
export const education = unitId('Sở Giáo dục và Đào tạo');
export const vuBan = unitId('Huyện Vụ Bản');
export const yYen = unitId('Huyện Ý Yên');
export const minhThuan = unitId('Xã Minh Thuận');
export const hienKhanh = unitId('Xã Hiển Khánh');
export const yenBang = unitId('Xã Yên Bằng');
export const yenLoi = unitId('Xã Yên Lợi');
export const school = unitId('Trường THPT Nguyễn Bính');

const legalAct = { number: '01/NQ', issuer: 'Quốc hội', issuedOn: localDate('2019-12-01') };

/** Puts units into a world's register, existing since 2020. */
export async function seedUnits(world: World, rows: readonly Row[] = smallProvince): Promise<void> {
  const changes: readonly UnitChange[] = rows.map(([name, unitKind, parent]) => ({
    kind: 'create',
    unitId: unitId(name),
    name,
    code: null,
    unitKind,
    parentId: parent === null ? null : unitId(parent),
  }));
  const act: UnitAct = { version: 1, effectiveOn: localDate('2020-01-01'), legalAct, changes };
  await world.write(...world.deps().units.append(act, 0));
  // A process reads the acts once for each version of the register; count the calls of a warm one.
  await world.deps().units.registry();
}
