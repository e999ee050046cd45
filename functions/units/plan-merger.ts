import type { LocalDate } from '../kernel/dates.ts';
import type { Id, Ids } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { UnitChange } from './act.ts';
import type { Plan } from './change-units.ts';
import { codeAt, listedKinds, liveByCode, type Live } from './listed-units.ts';
import type { UnitRegistry } from './registry.ts';
import { rowProblem, type Line, type MergerRow } from './unit-csv.ts';

/**
 * The end of the district level: old communes become part of new ones, as the rows tell; their districts end without
 * successors, since no row tells any; the old province is carried on by the new one, which may exist already, or goes on
 * itself when it keeps its code. Its units that aren't in the file (departments, schools) move to the new province.
 */
export function planMerger(
  registry: UnitRegistry,
  ids: Ids,
  lines: readonly Line<MergerRow>[],
  how: { readonly on: LocalDate; readonly newProvinceName: string },
): Result<Plan> {
  const rows = lines.map(({ row }) => row);
  const live = liveByCode(registry, how.on);
  const problems = mergerProblems(lines, live, how.on);
  const districts = new Set(rows.map((row) => row.old_district_code));
  const oldProvince = [...districts].map((code) => live.get(code)?.state.parentId)[0];
  const provinceCode = rows[0]?.new_province_code ?? '';
  if (!oldProvince) problems.push(refusal('INVALID_VALUE', 'csv', { expected: 'huyện cũ thuộc một tỉnh' }));
  if (rows.some((row) => row.new_province_code !== provinceCode))
    problems.push(refusal('INVALID_VALUE', 'csv', { expected: 'một tỉnh mới' }));
  if (problems.length > 0 || !oldProvince) return refuse(...problems.slice(0, 50));

  const existing = live.get(provinceCode)?.unit.id;
  const provinceId = existing ?? ids.next('unt');
  const name = how.newProvinceName;
  const newIds = new Map(rows.map((row) => [row.new_code, ids.next('unt')]));
  const ended = new Set([
    ...(existing === oldProvince ? [] : [oldProvince]),
    ...[...districts, ...rows.map((row) => row.old_code)].flatMap((code) => live.get(code)?.unit.id ?? []),
  ]);
  const changes: readonly UnitChange[] = [
    ...(existing
      ? []
      : [
          {
            kind: 'create',
            unitId: provinceId,
            name,
            code: provinceCode,
            unitKind: 'PROVINCE',
            parentId: null,
          } as const,
        ]),
    ...creations(rows, newIds, provinceId),
    ...rows.flatMap((row) => succession(live.get(row.old_code)?.unit.id, newIds.get(row.new_code))),
    ...(existing === oldProvince
      ? [{ kind: 'rename', unitId: oldProvince, name } as const]
      : succession(oldProvince, provinceId)),
    ...stayers(registry, ended, how.on).map(
      (unitId) => ({ kind: 'move', unitId, parentId: provinceId }) as const,
    ),
    ...[...ended].map((unitId) => ({ kind: 'dissolve', unitId }) as const),
  ];
  const lineOf = new Map(lines.flatMap(({ row, line }) => [[newIds.get(row.new_code) ?? provinceId, line]]));
  return accept({ changes, resultId: provinceId, fieldOf: codeAt(lineOf, 'new_code') });
}

/** Each row must fit the register, and the rows each other. */
function mergerProblems(
  lines: readonly Line<MergerRow>[],
  live: ReadonlyMap<string, Live>,
  on: LocalDate,
): Refusal[] {
  const old = new Set<string>();
  const fresh = new Map<string, MergerRow>();
  return lines.flatMap(({ line, row }) => {
    const found = live.get(row.old_code);
    const first = fresh.get(row.new_code) ?? row;
    fresh.set(row.new_code, first);
    const twice = old.has(row.old_code);
    old.add(row.old_code);
    const district = live.get(row.old_district_code)?.unit.id;
    return [
      ...(found?.state.name === row.old_name
        ? []
        : [rowProblem(line, 'old_code', `không có ${row.old_name} mang mã ${row.old_code} vào ngày ${on}`)]),
      ...(found && found.state.parentId !== district
        ? [rowProblem(line, 'old_district_code', `${row.old_name} không thuộc ${row.old_district_code}`)]
        : []),
      ...(twice ? [rowProblem(line, 'old_code', `mã ${row.old_code} bị lặp`)] : []),
      ...(first.new_name === row.new_name && first.new_kind === row.new_kind
        ? []
        : [rowProblem(line, 'new_name', `mã ${row.new_code} đã mang tên ${first.new_name}`)]),
    ];
  });
}

function creations(
  rows: readonly MergerRow[],
  newIds: ReadonlyMap<string, Id<'unt'>>,
  parentId: Id<'unt'>,
): readonly UnitChange[] {
  const firsts = new Map(rows.map((row) => [row.new_code, row]));
  return [...firsts.values()].flatMap((row): readonly UnitChange[] => {
    const unitId = newIds.get(row.new_code);
    if (!unitId) return [];
    return [
      {
        kind: 'create',
        unitId,
        name: row.new_name,
        code: row.new_code,
        unitKind: listedKinds[row.new_kind],
        parentId,
      },
    ];
  });
}

const succession = (
  unitId: Id<'unt'> | undefined,
  successorId: Id<'unt'> | undefined,
): readonly UnitChange[] => (unitId && successorId ? [{ kind: 'succeed', unitId, successorId }] : []);

/** Living units that hang under one that ends, but don't end themselves. */
const stayers = (
  registry: UnitRegistry,
  ended: ReadonlySet<Id<'unt'>>,
  on: LocalDate,
): readonly Id<'unt'>[] =>
  [...ended].flatMap((parent) =>
    registry
      .childrenOn(parent, on)
      .map((unit) => unit.id)
      .filter((id) => !ended.has(id)),
  );
