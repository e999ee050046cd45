import type { LocalDate } from '../../kernel/dates.ts';
import { refusal, type Refusal } from '../../kernel/refusal.ts';
import { accept, refuse, type Result } from '../../kernel/result.ts';
import { legacyEncodingOf, type LegacyEncoding } from './legacy-text.ts';

/** A cell as it stands. A spreadsheet's dates are dates; a number in it has lost its leading noughts. */
export type Cell = { readonly text: string; readonly date?: LocalDate; readonly isNumber?: boolean };

/** The first sheet of a file; `row` counts as spreadsheets do, from 1. */
export type Table = readonly { readonly row: number; readonly cells: readonly Cell[] }[];

export const importLimits = {
  bytes: 10 * 1024 ** 2,
  rows: 10_000,
  columns: 40,
  cellLength: 2_000,
  /** What a spreadsheet's parts may unpack to, and how many parts it may have. */
  unpacked: 96 * 1024 ** 2,
  parts: 300,
} as const;

/** IMPORT_EMPTY, IMPORT_TOO_MANY_ROWS, IMPORT_TOO_LARGE, and an encoding of which the cells are written. */
export function checkTable(table: Table): Result<Table> {
  const filled = table.filter(({ cells }) => cells.some((cell) => cell.text !== ''));
  if (filled.length < 2) return refuse(refusal('IMPORT_EMPTY', 'attachmentId'));
  if (filled.length - 1 > importLimits.rows)
    return refuse(refusal('IMPORT_TOO_MANY_ROWS', 'attachmentId', { limit: importLimits.rows }));
  const refusals = [...checkSizes(filled), ...checkEncoding(filled)];
  return refusals.length > 0 ? refuse(...refusals) : accept(filled);
}

function checkSizes(table: Table): readonly Refusal[] {
  const { columns, cellLength } = importLimits;
  const long = table.find(({ cells }) => cells.some(({ text }) => text.length > cellLength));
  return [
    ...(table.some(({ cells }) => cells.length > columns)
      ? [refusal('IMPORT_TOO_LARGE', 'attachmentId', { expected: `${columns} cột` })]
      : []),
    ...(long
      ? [
          refusal('IMPORT_TOO_LARGE', 'attachmentId', {
            expected: `${cellLength} ký tự mỗi ô (dòng ${long.row})`,
          }),
        ]
      : []),
  ];
}

/** A single odd cell may be a foreign name; so many can't be. */
const oddCells = 3;
const oddShare = 0.2;

/** Unicode text may still be letters of an old encoding, as programs copy them. */
function checkEncoding(table: Table): readonly Refusal[] {
  const marked = table.flatMap(({ cells }) => cells.filter(({ text }) => /[^\p{ASCII}]/u.test(text)));
  const found = new Map<LegacyEncoding, number>();
  for (const { text } of marked) {
    const legacy = legacyEncodingOf(text);
    if (legacy) found.set(legacy, (found.get(legacy) ?? 0) + 1);
  }
  return [...found].flatMap(([encoding, cells]) =>
    cells >= oddCells || cells >= marked.length * oddShare
      ? [refusal(`IMPORT_ENCODING_${encoding}`, 'attachmentId')]
      : [],
  );
}
