import { today } from '../../kernel/clock.ts';
import { refusal } from '../../kernel/refusal.ts';
import { refuse, type Result } from '../../kernel/result.ts';
import type { Id } from '../../kernel/ids.ts';
import { createHash } from 'node:crypto';
import { step, commitAll, type ImportBackground } from './background.ts';
import { clearImport } from './fold-import.ts';
import { readRows } from './columns.ts';
import { noCounts, type ImportCounts, type RecordImport } from './import.ts';
import { partOf } from './import.store.ts';
import { checkInitiatives } from './initiative-rows.ts';
import { matchRows } from './match-rows.ts';
import { bySubject, planSubject } from './plan.ts';
import { readCsv } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';
import { subjectOf, type Row } from './row.ts';
import { checkTable, importLimits, type Table } from './table-file.ts';

/** More rows than these nobody looks at one by one: the list is mended as a whole. All of them are counted. */
const maxProblems = 1_000;

/** Reads the file and keeps what each of its rows would do; nothing of it counts yet. False when somebody was faster. */
export async function readImport(deps: ImportBackground, head: RecordImport): Promise<boolean> {
  if (!head.tidy) return clearImport(deps, head);
  const table = await readTable(deps, head);
  const read = table.ok ? readRows(head.kind, head.id, table.value) : table;
  if (!read.ok)
    return step(
      deps,
      head,
      { status: 'REFUSED', refusals: read.refusals, counts: noCounts },
      'ImportRefused',
    );
  const rows = await withChoices(deps, head.id, await matchRows(deps, head, read.value));
  const judged = await judgeRows(deps, head, rows);
  if (!(await keepPreview(deps, head, judged))) return false;
  return step(deps, head, { status: 'PREVIEWED', refusals: [], counts: countsOf(judged) }, 'ImportPreviewed');
}

async function readTable(deps: ImportBackground, head: RecordImport): Promise<Result<Table>> {
  const file = await deps.attachments.get(head.attachmentId);
  const found = file && (await deps.files.readClean(file.id, importLimits.bytes));
  if (!file || !found) return refuse(refusal('NOT_FOUND', 'attachmentId'));
  const { bytes } = found;
  if (!bytes)
    return refuse(refusal('IMPORT_TOO_LARGE', 'attachmentId', { expected: `${importLimits.bytes} byte` }));
  // What was scanned is what is read.
  if (createHash('sha256').update(bytes).digest('hex') !== file.sha256)
    return refuse(refusal('FILE_HASH_MISMATCH', 'attachmentId'));
  const table = file.contentType === 'text/csv' ? await readCsv(bytes) : await readXlsx(bytes);
  return table.ok ? checkTable(table.value) : table;
}

/** Who was chosen before the list was read again is still chosen, if they still may be meant. */
async function withChoices(
  deps: ImportBackground,
  id: Id<'imp'>,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  const before = new Map((await deps.imports.allProblems(id)).map((row) => [row.row, row.chosen]));
  return rows.map((row) => {
    const chosen = before.get(row.row) ?? null;
    return chosen && row.candidates.includes(chosen) ? { ...row, chosen } : row;
  });
}

/** What each row would do to the records as they are now. */
export async function judgeRows(
  deps: ImportBackground,
  head: RecordImport,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  const on = today(deps.clock);
  const plans = await Promise.all(
    [...bySubject(rows)].map(async ([id, own]) => {
      const [subject, file] = await Promise.all([deps.subjects.get(id), deps.records.get(id)]);
      return subject ? planSubject(head, subject, file.entries, { rows: own, on }).rows : own;
    }),
  );
  const judged = new Map(plans.flat().map((row) => [row.row, row]));
  return checkInitiatives(rows.map((row) => judged.get(row.row) ?? row));
}

function countsOf(rows: readonly Row[]): ImportCounts {
  const count = (outcome: Row['outcome']) => rows.filter((row) => row.outcome === outcome).length;
  return {
    rows: rows.length,
    add: count('ADD'),
    same: count('SAME'),
    choices: count('CHOOSE'),
    errors: count('ERROR'),
    subjects: new Set(rows.flatMap((row) => subjectOf(row) ?? [])).size,
  };
}

async function keepPreview(
  deps: ImportBackground,
  head: RecordImport,
  rows: readonly Row[],
): Promise<boolean> {
  const parts = new Map<number, Row[]>();
  for (const row of rows) parts.set(partOf(row.row), [...(parts.get(partOf(row.row)) ?? []), row]);
  const problems = rows
    .filter((row) => row.outcome === 'ERROR' || row.candidates.length > 0)
    .slice(0, maxProblems);
  const kept = new Set(problems.map((row) => row.row));
  const stale = (await deps.imports.allProblems(head.id)).filter((row) => !kept.has(row.row));
  return commitAll(
    deps,
    [
      ...[...parts].map(([part, own]) => deps.imports.putRows(head.id, part, own)),
      ...problems.map((row) => deps.imports.putProblem(head.id, row)),
      ...stale.map((row) => deps.imports.dropProblem(head.id, row.row)),
    ],
    [deps.imports.guard(head)],
  );
}
