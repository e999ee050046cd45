import type { LocalDate } from '../kernel/dates.ts';
import type { Id, Ids } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { fold } from '../kernel/text.ts';
import type { UnitChange } from './act.ts';
import type { Plan } from './change-units.ts';
import { codeAt, listedKinds, liveByCode, type Live } from './listed-units.ts';
import type { UnitRegistry } from './registry.ts';
import { rowProblem, type Line, type SnapshotRow } from './unit-csv.ts';
import type { UnitKind } from './unit.ts';

/** The list is of administrative units: what it doesn't name of these is gone; it says nothing of schools or offices. */
const administrative: ReadonlySet<UnitKind> = new Set(Object.values(listedKinds));

/**
 * What turns the register on a day into a published list. A unit of the same code and name is the same one, moved or
 * reclassified where the list says so. One whose code is gone, or is borne under another name, is dissolved without a
 * successor, since a list doesn't tell any.
 */
export function planSnapshot(
  registry: UnitRegistry,
  ids: Ids,
  lines: readonly Line<SnapshotRow>[],
  on: LocalDate,
): Result<Plan> {
  const problems = snapshotProblems(lines);
  const roots = lines.filter(({ row }) => row.parent_code === '');
  if (roots.length !== 1)
    problems.push(refusal('INVALID_VALUE', 'csv', { expected: 'đúng một tỉnh không có cấp trên' }));
  const live = liveByCode(registry, on);
  const kept = new Map(
    lines.flatMap(({ row }) => {
      const bearer = live.get(row.code);
      return bearer && isSame(bearer, row) ? [[row.code, bearer] as const] : [];
    }),
  );
  const idOf = new Map(lines.map(({ row }) => [row.code, kept.get(row.code)?.unit.id ?? ids.next('unt')]));
  const rootCode = roots[0]?.row.code ?? '';
  const rootId = idOf.get(rootCode);
  if (problems.length > 0 || !rootId) return refuse(...problems.slice(0, 50));
  const staying = new Set([...kept.values()].map(({ unit }) => unit.id));
  const ends = [...live.values()]
    .filter(({ unit, state }) => administrative.has(state.kind) && !staying.has(unit.id))
    .filter(({ unit }) => registry.pathOn(unit.id, on).includes(rootId))
    .map(({ unit }): UnitChange => ({ kind: 'dissolve', unitId: unit.id }));
  const lineOf = new Map(lines.flatMap(({ row, line }) => [[idOf.get(row.code) ?? rootId, line]]));
  return accept({
    changes: [...lines.flatMap(({ row }) => rowChanges(row, idOf, kept.get(row.code))), ...ends],
    resultId: rootId,
    fieldOf: codeAt(lineOf, 'code'),
  });
}

/**
 * Codes are given to other units after mergers, so that a code alone proves nothing: the name beside it must be the
 * same, but for its spelling and for the kind of unit before it. The province, of which the list is, goes by its code.
 */
const isSame = ({ state }: Live, row: SnapshotRow): boolean =>
  row.parent_code === '' || properName(state.name) === properName(row.name);

const properName = (name: string): string =>
  fold(name).replace(/^(tinh|thanh pho|thi xa|thi tran|quan|huyen|phuong|xa) /, '');

function snapshotProblems(lines: readonly Line<SnapshotRow>[]): Refusal[] {
  const parentOf = new Map(lines.map(({ row }) => [row.code, row.parent_code]));
  const seen = new Set<string>();
  return lines.flatMap(({ line, row }) => {
    const twice = seen.has(row.code);
    seen.add(row.code);
    const problems = twice ? [rowProblem(line, 'code', `mã ${row.code} bị lặp`)] : [];
    if (row.parent_code !== '' && !parentOf.has(row.parent_code))
      problems.push(rowProblem(line, 'parent_code', `không có đơn vị cấp trên ${row.parent_code}`));
    if (isBelowItself(row.code, parentOf))
      problems.push(rowProblem(line, 'parent_code', `đơn vị ${row.code} nằm dưới chính nó`));
    return problems;
  });
}

function isBelowItself(code: string, parentOf: ReadonlyMap<string, string>): boolean {
  const above = new Set<string>();
  for (let at = parentOf.get(code); at && !above.has(at); at = parentOf.get(at)) above.add(at);
  return above.has(code);
}

function rowChanges(
  row: SnapshotRow,
  idOf: ReadonlyMap<string, Id<'unt'>>,
  kept: Live | undefined,
): readonly UnitChange[] {
  const unitId = idOf.get(row.code);
  if (!unitId) return [];
  const parentId = row.parent_code === '' ? null : (idOf.get(row.parent_code) ?? null);
  const unitKind = listedKinds[row.kind];
  if (!kept) return [{ kind: 'create', unitId, name: row.name, code: row.code, unitKind, parentId }];
  return [
    ...(kept.state.name === row.name ? [] : [{ kind: 'rename', unitId, name: row.name } as const]),
    ...(kept.state.kind === unitKind ? [] : [{ kind: 'reclassify', unitId, unitKind } as const]),
    ...(kept.state.parentId === parentId ? [] : [{ kind: 'move', unitId, parentId } as const]),
  ];
}
