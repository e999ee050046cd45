import { CsvError, parse } from 'csv-parse/sync';
import * as z from 'zod/mini';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, acceptUnless, type Result } from '../kernel/result.ts';
import { cleanLine, hasForbiddenCharacters } from '../kernel/text.ts';

/** The whole request may hold a megabyte; a row takes about forty bytes. */
const maxBytes = 900_000;
const maxRows = 10_000;
const maxReported = 50;

const code = z.string().check(z.regex(/^\d{1,10}$/, 'mã chỉ gồm chữ số'));
const name = z.pipe(z.string(), z.transform(cleanLine)).check(
  z.refine((text) => text !== '' && text.length <= 200, 'tên từ 1 đến 200 ký tự'),
  z.refine(
    (text) => !hasForbiddenCharacters(text) && !text.includes('\uFFFD'),
    'tên có ký tự hỏng hoặc ký tự ẩn',
  ),
);

/** A list of units as the statistics office publishes it: province, districts, communes. */
export const snapshotRow = z.object({
  code,
  name,
  kind: z.enum(['province', 'city', 'district', 'commune', 'ward', 'township']),
  parent_code: z.union([code, z.literal('')]),
});
export type SnapshotRow = z.output<typeof snapshotRow>;

/** Which old commune became part of which new one. */
export const mergerRow = z.object({
  old_code: code,
  old_name: name,
  old_district_code: code,
  new_code: code,
  new_name: name,
  new_kind: z.enum(['commune', 'ward', 'township']),
  new_province_code: code,
});
export type MergerRow = z.output<typeof mergerRow>;

/** A row and the line of the file on which a person finds it; the header is line 1. */
export type Line<T> = { readonly line: number; readonly row: T };

/** Rows of a CSV with a header; IMPORT_ROW names line and column, TOO_MANY and REQUIRED the file. */
export function readRows<S extends z.ZodMiniObject>(
  csv: string,
  row: S,
): Result<readonly Line<z.output<S>>[]> {
  if (Buffer.byteLength(csv) > maxBytes) return refuse(refusal('TOO_MANY', 'csv', { limit: maxBytes }));
  const file = split(csv);
  if (!file.ok) return file;
  const { header, records } = file.value;
  if (records.length === 0) return refuse(refusal('REQUIRED', 'csv'));
  if (records.length > maxRows) return refuse(refusal('TOO_MANY', 'csv', { limit: maxRows }));
  const absent = Object.keys(row.shape).filter((column) => !header.includes(column));
  if (absent.length > 0)
    return refuse(...absent.map((column) => rowProblem(1, column, `dòng tiêu đề cần có cột ${column}`)));
  const rows: Line<z.output<S>>[] = [];
  const problems: Refusal[] = [];
  for (const { info, record } of records) {
    const parsed = row.safeParse(record);
    if (info.error) problems.push(raggedRow(info.lines));
    else if (parsed.success) rows.push({ line: info.lines, row: parsed.data });
    else
      for (const issue of parsed.error.issues)
        problems.push(rowProblem(info.lines, issue.path.map(String).join('.'), issue.message));
  }
  return acceptUnless(problems.slice(0, maxReported), () => rows);
}

export const rowProblem = (line: number, column: string, expected: string): Refusal =>
  refusal('IMPORT_ROW', ['csv', String(line), column], { row: line, expected });

const raggedRow = (line: number): Refusal =>
  refusal('IMPORT_ROW', ['csv', String(line)], { row: line, expected: 'số cột như dòng tiêu đề' });

const parsedRecords = z.array(
  z.object({ info: z.object({ lines: z.int(), error: z.unknown() }), record: z.unknown() }),
);

type CsvFile = { readonly header: readonly string[]; readonly records: z.output<typeof parsedRecords> };

function split(csv: string): Result<CsvFile> {
  let header: readonly string[] = [];
  const columns = (names: string[]) => (header = names);
  const options = { columns, bom: true, skip_empty_lines: true, trim: true, info: true } as const;
  try {
    const records = parsedRecords.parse(parse(csv, { ...options, relax_column_count: true }));
    return accept({ header, records });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error['lines']);
    const expected = 'dấu ngoặc kép đúng chỗ và được đóng lại';
    return refuse(refusal('IMPORT_ROW', ['csv', String(line)], { row: line, expected }));
  }
}
