import writeWorkbook, { type Row } from 'write-excel-file/node';
import { plain } from './plain.ts';
import type { Heading, Sheet, Value } from './sheet.ts';

/** What one cell may hold. */
const maxText = 32_767;
const widths: Readonly<Record<Heading['kind'], number>> = { TEXT: 28, NUMBER: 12, DATE: 12 };

/**
 * A table as a workbook: the rows on one sheet under their headings, and what the file is on another. A value is a number
 * or a date where its column is; everything else is text, and nothing is ever a formula.
 */
export function xlsxWriter({ columns }: Sheet) {
  const rows: Row[] = [
    columns.map(({ title }) => ({ value: title, type: String, fontWeight: 'bold', wrap: true })),
  ];
  const cell = (value: Value, kind: Heading['kind']) => {
    if (value === null || value === '') return null;
    if (kind === 'NUMBER' && typeof value === 'number') return { value, type: Number };
    if (kind === 'DATE' && typeof value === 'string')
      return { value: new Date(`${value}T00:00:00Z`), type: Date, format: 'dd/mm/yyyy' };
    return { value: String(plain(value)).slice(0, maxText), type: String };
  };
  return {
    add: (more: readonly (readonly Value[])[]): void => {
      for (const row of more) rows.push(columns.map(({ kind }, index) => cell(row[index] ?? null, kind)));
    },
    finish: (about: readonly string[]): Promise<Buffer> =>
      writeWorkbook([
        {
          data: rows,
          sheet: 'Danh sách',
          columns: columns.map(({ kind }) => ({ width: widths[kind] })),
          stickyRowsCount: 1,
        },
        { data: about.map((line) => [cell(line, 'TEXT')]), sheet: 'Thông tin', columns: [{ width: 80 }] },
      ]).toBuffer(),
  };
}
