import { csvFile } from '../kernel/csv.ts';
import { plain } from './plain.ts';
import type { Sheet, Value } from './sheet.ts';

/**
 * A table as CSV, held as no more than its bytes: headings, rows, and below an empty line what the file is. Dates are
 * ISO, numbers plain; text that a spreadsheet would take for a formula is led by an apostrophe.
 */
export function csvWriter({ columns }: Sheet) {
  const parts: Buffer[] = [Buffer.from(csvFile([columns.map(({ title }) => title)]))];
  const add = (rows: readonly (readonly Value[])[]) =>
    parts.push(Buffer.from(csvFile(rows.map((row) => row.map(plain))).slice(1)));
  return {
    add: (rows: readonly (readonly Value[])[]): void => void add(rows),
    finish: (about: readonly string[]): Promise<Buffer> => {
      add([[], ...about.map((line) => [line])]);
      return Promise.resolve(Buffer.concat(parts));
    },
  };
}
