import { forbidden } from '../../kernel/actor.ts';
import { AppError } from '../../kernel/app-error.ts';
import type { AvailableAction } from '../../kernel/available-action.ts';
import type { Cursors } from '../../kernel/cursors.ts';
import { parseId } from '../../kernel/ids.ts';
import { badCursor, pageRequest, type Page, type PageArgs } from '../../kernel/paging.ts';
import { refusal } from '../../kernel/refusal.ts';
import type { Subject } from '../../subjects/subject.ts';
import { mayRecord } from '../record.policy.ts';
import { importActions, importTable, type RecordImport } from './import.ts';
import { importPermissions, seesImport } from './import.policy.ts';
import { partOf } from './import.store.ts';
import type { Row } from './row.ts';
import type { ImportDeps } from './start-import.ts';
import { viewerOf } from '../../units/viewer.ts';

type ViewDeps = ImportDeps & { readonly cursors: Cursors };

export async function viewImport(deps: ImportDeps, rawId: string): Promise<RecordImport | undefined> {
  const id = parseId('imp', rawId);
  if (!id) return undefined;
  const [head, viewer] = await Promise.all([deps.imports.get(id), viewerOf(deps)]);
  return head && seesImport(viewer, head) ? head : undefined;
}

/** Imports of a unit, the latest first; FORBIDDEN for those who bring none there, whether or not it exists. */
export async function listImports(
  deps: ViewDeps,
  rawUnitId: string,
  reach: RecordImport['reach'],
  args: PageArgs,
): Promise<Page<RecordImport>> {
  const unitId = parseId('unt', rawUnitId);
  const viewer = await viewerOf(deps);
  if (!unitId || !seesImport(viewer, { unitId, reach })) throw forbidden();
  return deps.imports.pageByUnit(unitId, reach, args);
}

/** Rows in the order of the file, forwards; they lie a hundred together. */
export async function listRows(deps: ViewDeps, head: RecordImport, args: PageArgs): Promise<Page<Row>> {
  const { size, backward, cursor } = pageRequest(args);
  if (backward) throw new AppError('BAD_USER_INPUT', 'Danh sách dòng chỉ đọc tiến: first, after.');
  const list = `rows of ${head.id} v${head.version}`;
  const after = cursor === undefined ? 0 : Number((await deps.cursors.open(list, cursor))['row']);
  if (!Number.isInteger(after)) throw badCursor();
  const found: Row[] = [];
  for (let part = partOf(after + 1); found.length <= size;) {
    const rows = await deps.imports.rowsFrom(head.id, part);
    const last = rows.at(-1);
    if (!last) break;
    found.push(
      ...(await withChoices(
        deps,
        head,
        rows.filter((row) => row.row > after),
      )),
    );
    part = partOf(last.row) + 1;
  }
  const edges = await Promise.all(
    found.slice(0, size).map(async (node) => ({
      node,
      cursor: await deps.cursors.seal(list, { row: String(node.row) }),
    })),
  );
  return { edges, hasNextPage: found.length > size, hasPreviousPage: cursor !== undefined };
}

/** Choices are kept beside the rows as they were read. */
const withChoices = (deps: ViewDeps, head: RecordImport, rows: readonly Row[]): Promise<readonly Row[]> =>
  Promise.all(
    rows.map(async (row) =>
      row.candidates.length > 0 ? ((await deps.imports.problem(head.id, row.row)) ?? row) : row,
    ),
  );

/** Those who may be meant, as far as the caller looks after them. */
export async function candidatesOf(deps: ImportDeps, row: Row): Promise<readonly Subject[]> {
  const [viewer, ...subjects] = await Promise.all([
    viewerOf(deps),
    ...row.candidates.map((id) => deps.subjects.get(id)),
  ]);
  return subjects.flatMap((one) => (one && mayRecord(viewer, 'OPEN', 'view', one.unitId) ? [one] : []));
}

/** What the caller may do next with an import, by the table that the mutations ask. */
export async function actionsOf(deps: ImportDeps, head: RecordImport): Promise<readonly AvailableAction[]> {
  const viewer = await viewerOf(deps);
  const sees = seesImport(viewer, head);
  return importActions.map((code) => {
    const { status, counts } = head;
    const reasons = [
      ...(sees ? [] : [refusal('NOT_FOUND', 'importId')]),
      ...(importTable[code].includes(status) ? [] : [refusal('WRONG_STATE', 'importId', { status })]),
      ...(code === 'commit' && counts.errors + counts.choices > 0
        ? [refusal('IMPORT_NOT_READY', 'importId', { errors: counts.errors, choices: counts.choices })]
        : []),
    ];
    const roles = importPermissions['record.import'];
    return { code, allowed: reasons.length === 0, roles, unitIds: [head.unitId], reasons };
  });
}
