import { isDeepStrictEqual } from 'node:util';
import { today } from '../../kernel/clock.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import type { Id } from '../../kernel/ids.ts';
import { refusal } from '../../kernel/refusal.ts';
import type { Write } from '../../kernel/table/write.ts';
import type { Entry } from '../entry.ts';
import { fits } from '../file.ts';
import { settled, type StoredFile } from '../record.store.ts';
import { commitAll, step, type ImportBackground } from './background.ts';
import type { RecordImport } from './import.ts';
import { checkInitiatives, initiativesOf } from './initiative-rows.ts';
import { bySubject, planSubject } from './plan.ts';
import { reaches } from './reach.ts';
import type { Row } from './row.ts';

/**
 * Lays the entries of an import beside the files of their subjects, where nobody sees them, and then lets them count, all
 * at once, by one change of the import's head. What happened since the preview is found here: a row that would no longer
 * do what was shown calls the import off. Every write holds the head to what it was, so that whoever comes late writes
 * nothing. False when somebody was faster; it is begun again then, and goes on where it stood.
 */
export async function layImport(deps: ImportBackground, head: RecordImport): Promise<boolean> {
  const rows = await rowsOf(deps, head.id);
  const laid = await planAll(deps, head, rows);
  if (laid.conflicts.length > 0) return conflict(deps, head, laid.conflicts);
  const made = initiativesOf(laid.entries);
  const known = await Promise.all(made.map((one) => deps.initiatives.get(one.id)));
  const initiatives = made.filter((_, index) => known[index] === undefined);
  const writes = [...initiatives.map((one) => deps.initiatives.create(one)), ...laid.writes];
  if (!(await commitAll(deps, writes, [deps.imports.guard(head)]))) return false;
  return step(deps, head, { status: 'COMMITTED' }, 'ImportCommitted');
}

/** The rows with the choices that people made. */
export async function rowsOf(deps: ImportBackground, id: Id<'imp'>): Promise<readonly Row[]> {
  const [rows, problems] = await Promise.all([deps.imports.allRows(id), deps.imports.allProblems(id)]);
  const looked = new Map(problems.map((row) => [row.row, row]));
  return rows.map((row) => looked.get(row.row) ?? row);
}

type Laid = {
  readonly writes: readonly Write[];
  readonly entries: readonly (readonly [Id<'sub'>, Entry])[];
  readonly conflicts: readonly Row[];
};

async function planAll(deps: ImportBackground, head: RecordImport, rows: readonly Row[]): Promise<Laid> {
  const plans = await Promise.all(
    [...bySubject(rows)].map(([id, own]) => planOne(deps, head, { id, rows: own, on: today(deps.clock) })),
  );
  const after = new Map(plans.flatMap((plan) => plan.rows).map((row) => [row.row, row]));
  const judged = checkInitiatives(rows.map((row) => after.get(row.row) ?? row));
  return {
    writes: plans.flatMap((plan) => plan.writes),
    entries: plans.flatMap((plan) => plan.entries),
    conflicts: judged.filter((row, index) => row.outcome !== expected(rows[index], row)),
  };
}

/** As previewed; a row whose subject was chosen may turn out to be on record already. */
const expected = (before: Row | undefined, after: Row): Row['outcome'] | undefined =>
  before?.outcome === 'CHOOSE' && after.outcome !== 'ERROR' ? after.outcome : before?.outcome;

type Own = { readonly id: Id<'sub'>; readonly rows: readonly Row[]; readonly on: LocalDate };
type One = Omit<Laid, 'conflicts'> & { readonly rows: readonly Row[] };

async function planOne(deps: ImportBackground, head: RecordImport, { id, rows, on }: Own): Promise<One> {
  const [subject, stored, registry] = await Promise.all([
    deps.subjects.get(id),
    deps.records.stored(id),
    deps.units.registry(),
  ]);
  const other = stored.pending && stored.pending.importId !== head.id ? stored.pending.importId : null;
  const file = settled(stored, other ? await deps.imports.get(other) : undefined);
  // Two imports at once beside one file: the later one steps back.
  if (!subject || file.overlay || !reaches(head, registry, subject.unitId, on)) return changed(rows);
  const plan = planSubject(head, subject, file.entries, { rows, on });
  if (!fits([...file.entries, ...plan.entries])) return changed(rows);
  const pending = { importId: head.id, entries: plan.entries };
  const { overlay: _, ...base } = file;
  const after: StoredFile = { ...base, pending, version: stored.version + 1 };
  const isLaid = plan.entries.length === 0 || isDeepStrictEqual(stored.pending, pending);
  return {
    rows: plan.rows,
    entries: plan.entries.map((entry) => [id, entry] as const),
    writes: isLaid ? [] : [deps.records.put(after)],
  };
}

const changed = (rows: readonly Row[]): One => ({
  rows: rows.map((row) => ({
    ...row,
    outcome: 'ERROR',
    errors: [{ refusal: refusal('IMPORT_CHANGED', []), value: '' }],
  })),
  entries: [],
  writes: [],
});

const maxShown = 1_000;

async function conflict(deps: ImportBackground, head: RecordImport, rows: readonly Row[]): Promise<boolean> {
  const shown = rows.slice(0, maxShown).map((row) => deps.imports.putProblem(head.id, row));
  if (!(await commitAll(deps, shown, [deps.imports.guard(head)]))) return false;
  return step(deps, head, { status: 'CONFLICTED' }, 'ImportConflicted');
}
