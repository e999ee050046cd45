import { createHash } from 'node:crypto';
import type { LocalDate } from '../../kernel/dates.ts';
import { derivedId, type Id } from '../../kernel/ids.ts';
import { refusal } from '../../kernel/refusal.ts';
import type { Subject } from '../../subjects/subject.ts';
import { clashes } from '../clashes.ts';
import { checkContent } from '../content.ts';
import type { Entry } from '../entry.ts';
import type { RecordImport } from './import.ts';
import { subjectOf, type Row } from './row.ts';

/** What an import makes of one subject's rows on the entries that are there. */
export type SubjectPlan = { readonly rows: readonly Row[]; readonly entries: readonly Entry[] };

/** The same row of the same import always makes the same entry, however often it is laid down. */
const entryId = (importId: Id<'imp'>, row: number): Id<'rec'> =>
  derivedId('rec', createHash('sha256').update(`${importId}\n${row}`).digest());

/** Judges the rows of one subject in their order, each on what is on record and on the rows before it. */
export function planSubject(
  head: RecordImport,
  subject: Subject,
  existing: readonly Entry[],
  { rows, on }: { readonly rows: readonly Row[]; readonly on: LocalDate },
): SubjectPlan {
  const entries: Entry[] = [];
  const judged = rows.map((row): Row => {
    if (!row.content || subjectOf(row) !== subject.id) return row;
    const checked = checkContent(row.content, subject.kind, on);
    if (!checked.ok) return failed(row, checked.refusals);
    const content = checked.value;
    const [old] = clashes(existing, content);
    if (old?.how === 'SAME') return { ...row, content, outcome: 'SAME', errors: [] };
    if (old)
      return failed({ ...row, content }, [refusal('RECORD_CONTRADICTS', [], { recordId: old.with.id })]);
    const [earlier] = clashes(entries, content);
    if (earlier) {
      const code = earlier.how === 'SAME' ? 'IMPORT_ROW_TWICE' : 'IMPORT_ROWS_CONTRADICT';
      return failed({ ...row, content }, [refusal(code, [], { row: rowOf(earlier.with) })]);
    }
    entries.push({
      id: entryId(head.id, row.row),
      content,
      source: { from: 'IMPORT', importId: head.id, row: row.row },
      recordedBy: head.committedBy ?? head.startedBy,
      recordedAt: head.committedAt ?? head.startedAt,
      verified: null,
      corrects: null,
      contradicts: [],
    });
    return { ...row, content, outcome: 'ADD', errors: [] };
  });
  return { rows: judged, entries };
}

const rowOf = ({ source }: Entry): number => (source.from === 'IMPORT' ? source.row : 0);

const failed = (row: Row, refusals: readonly Row['errors'][number]['refusal'][]): Row => ({
  ...row,
  outcome: 'ERROR',
  errors: refusals.map((one) => ({ refusal: one, value: '' })),
});

/** Rows by the subject whose records they make, in their order. */
export function bySubject(rows: readonly Row[]): ReadonlyMap<Id<'sub'>, readonly Row[]> {
  const found = new Map<Id<'sub'>, Row[]>();
  for (const row of rows) {
    const id = subjectOf(row);
    if (id === null || row.content === null) continue;
    const own = found.get(id);
    if (own) own.push(row);
    else found.set(id, [row]);
  }
  return found;
}
