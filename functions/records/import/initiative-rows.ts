import type { Id } from '../../kernel/ids.ts';
import { refusal } from '../../kernel/refusal.ts';
import { isOf, type Entry } from '../entry.ts';
import type { Initiative } from '../initiative.ts';
import { checkShares } from '../initiative.ts';
import { subjectOf, type Row } from './row.ts';

/**
 * Authors of one initiative stand in rows of their own, but are one thing: their shares come to 100 % at most, what is said
 * of it is the same in all, and it is on record for all of them or for none.
 */
export function checkInitiatives(rows: readonly Row[]): readonly Row[] {
  const groups = new Map<Id<'ini'>, Row[]>();
  for (const row of rows)
    if (row.content && isOf(row.content, 'INITIATIVE')) {
      const id = row.content.initiativeId;
      groups.set(id, [...(groups.get(id) ?? []), row]);
    }
  const bad = new Map([...groups.values()].flatMap(badRows));
  return rows.map((row) => bad.get(row.row) ?? row);
}

function badRows(rows: readonly Row[]): readonly (readonly [number, Row])[] {
  const shares = rows.flatMap((row) =>
    row.content && isOf(row.content, 'INITIATIVE')
      ? [{ subjectId: subjectOf(row) ?? `row ${row.row}`, sharePercent: row.content.sharePercent }]
      : [],
  );
  const [wrong] = checkShares({ authors: shares, otherSharePercent: 0 });
  const partly = rows.some((row) => row.outcome === 'SAME') && rows.some((row) => row.outcome === 'ADD');
  const first = rows.find((row) => factsOf(row) !== factsOf(rows[0]));
  const found =
    (wrong && { ...wrong, field: ['share'] }) ??
    (partly ? refusal('RECORD_CONTRADICTS', []) : undefined) ??
    (first ? refusal('IMPORT_ROWS_CONTRADICT', [], { row: rows[0]?.row ?? 0 }) : undefined);
  return found
    ? rows
        .filter((row) => row.outcome !== 'ERROR')
        .map((row) => [row.row, { ...row, outcome: 'ERROR', errors: [{ refusal: found, value: '' }] }])
    : [];
}

/** All that authors of one initiative must agree on. */
const factsOf = (row: Row | undefined): string =>
  JSON.stringify(row?.content && { ...row.content, sharePercent: 0 });

/** The initiatives that the entries of an import make, with all of their authors. */
export function initiativesOf(entries: readonly (readonly [Id<'sub'>, Entry])[]): readonly Initiative[] {
  const found = new Map<Id<'ini'>, Initiative>();
  for (const [subjectId, { id: recordId, content }] of entries) {
    if (!isOf(content, 'INITIATIVE')) continue;
    const { is: _, initiativeId: id, sharePercent, usedFor, ...recognition } = content;
    const author = { subjectId, sharePercent, usedFor, recordId };
    const before = found.get(id);
    found.set(id, {
      ...(before ?? { id, ...recognition, otherSharePercent: 0, status: 'RECOGNISED', version: 1 }),
      authors: [...(before?.authors ?? []), author],
    });
  }
  return [...found.values()];
}
