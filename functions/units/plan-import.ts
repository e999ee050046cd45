import type { LocalDate } from '../kernel/dates.ts';
import type { Id, Ids } from '../kernel/ids.ts';
import type { Refusal } from '../kernel/refusal.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { UnitChange } from './act.ts';
import type { Plan } from './change-units.ts';
import type { UnitRegistry } from './registry.ts';
import { rowProblem, type Line, type MergerRow, type SnapshotRow } from './unit-csv.ts';
import { stateOn, type Unit, type UnitKind, type UnitState } from './unit.ts';

const kinds: Readonly<Record<SnapshotRow['kind'], UnitKind>> = {
  province: 'PROVINCE',
  city: 'CITY',
  district: 'DISTRICT',
  commune: 'COMMUNE',
  ward: 'WARD',
  township: 'TOWNSHIP',
};

/** The list is of administrative units: what it doesn't name of these is gone; it says nothing of schools or offices. */
const listedKinds: ReadonlySet<UnitKind> = new Set(Object.values(kinds));

type Live = { readonly unit: Unit; readonly state: UnitState };

/** Units with an official code that live on a day, by code. */
function liveByCode(registry: UnitRegistry, on: LocalDate): ReadonlyMap<string, Live> {
  const live = new Map<string, Live>();
  for (const unit of registry.units.values()) {
    const state = stateOn(unit, on);
    if (state?.code != null) live.set(state.code, { unit, state });
  }
  return live;
}

/**
 * What turns the register on a day into a published list: units are matched by code. One that is gone from the list is
 * dissolved without a successor, since a list doesn't tell any; one under a code that stayed is the same unit, renamed
 * or moved where the list says so.
 */
export function planSnapshot(
  registry: UnitRegistry,
  ids: Ids,
  lines: readonly Line<SnapshotRow>[],
  on: LocalDate,
): Result<Plan> {
  const rows = lines.map(({ row }) => row);
  const problems = snapshotProblems(lines);
  const roots = rows.filter((row) => row.parent_code === '');
  if (roots.length !== 1)
    problems.push(refusal('INVALID_VALUE', 'csv', { expected: 'đúng một tỉnh không có cấp trên' }));
  const live = liveByCode(registry, on);
  const idOf = new Map(rows.map((row) => [row.code, live.get(row.code)?.unit.id ?? ids.next('unt')]));
  const rootId = idOf.get(roots[0]?.code ?? '');
  if (problems.length > 0 || !rootId) return refuse(...problems.slice(0, 50));
  const listed = rows.flatMap((row) => rowChanges(row, idOf, live.get(row.code)));
  const province = live.get(roots[0]?.code ?? '')?.unit.id;
  const gone = [...live.values()].filter(
    ({ unit, state }) =>
      listedKinds.has(state.kind) &&
      !idOf.has(state.code ?? '') &&
      province !== undefined &&
      registry.pathOn(unit.id, on).includes(province),
  );
  const ends = gone.map(({ unit }): UnitChange => ({ kind: 'dissolve', unitId: unit.id }));
  return accept({ changes: [...listed, ...ends], resultId: rootId });
}

function snapshotProblems(lines: readonly Line<SnapshotRow>[]): Refusal[] {
  const codes = new Set(lines.map(({ row }) => row.code));
  const seen = new Set<string>();
  return lines.flatMap(({ line, row }) => {
    const twice = seen.has(row.code);
    seen.add(row.code);
    return [
      ...(twice ? [rowProblem(line, 'code', `mã ${row.code} bị lặp`)] : []),
      ...(row.parent_code !== '' && !codes.has(row.parent_code)
        ? [rowProblem(line, 'parent_code', `không có đơn vị cấp trên ${row.parent_code}`)]
        : []),
    ];
  });
}

function rowChanges(
  row: SnapshotRow,
  idOf: ReadonlyMap<string, Id<'unt'>>,
  live: Live | undefined,
): readonly UnitChange[] {
  const unitId = idOf.get(row.code);
  if (!unitId) return [];
  const parentId = row.parent_code === '' ? null : (idOf.get(row.parent_code) ?? null);
  const unitKind = kinds[row.kind];
  if (!live) return [{ kind: 'create', unitId, name: row.name, code: row.code, unitKind, parentId }];
  return [
    ...(live.state.name === row.name ? [] : [{ kind: 'rename', unitId, name: row.name } as const]),
    ...(live.state.kind === unitKind ? [] : [{ kind: 'reclassify', unitId, unitKind } as const]),
    ...(live.state.parentId === parentId ? [] : [{ kind: 'move', unitId, parentId } as const]),
  ];
}

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
  return accept({ changes, resultId: provinceId });
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
        unitKind: kinds[row.new_kind],
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
