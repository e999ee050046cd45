import { parse } from 'csv-parse/sync';
import * as z from 'zod/mini';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { refuse, acceptUnless, type Result } from '../kernel/result.ts';
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

/** Rows of a CSV with a header; IMPORT_ROW names line and column, TOO_MANY and INVALID_VALUE the file. */
export function readRows<T>(csv: string, row: z.ZodMiniType<T>): Result<readonly Line<T>[]> {
  if (Buffer.byteLength(csv) > maxBytes) return refuse(refusal('TOO_MANY', 'csv', { limit: maxBytes }));
  const raw = split(csv);
  if (!raw)
    return refuse(refusal('INVALID_VALUE', 'csv', { expected: 'CSV có dòng tiêu đề và số cột đều nhau' }));
  if (raw.length === 0) return refuse(refusal('REQUIRED', 'csv'));
  if (raw.length > maxRows) return refuse(refusal('TOO_MANY', 'csv', { limit: maxRows }));
  const rows: Line<T>[] = [];
  const problems: Refusal[] = [];
  for (const { info, record } of raw) {
    const parsed = row.safeParse(record);
    if (parsed.success) rows.push({ line: info.lines, row: parsed.data });
    else
      for (const issue of parsed.error.issues)
        problems.push(rowProblem(info.lines, issue.path.map(String).join('.'), issue.message));
  }
  return acceptUnless(problems.slice(0, maxReported), () => rows);
}

export const rowProblem = (line: number, column: string, expected: string): Refusal =>
  refusal('IMPORT_ROW', ['csv', String(line), column], { row: line, expected });

const parsedRows = z.array(z.object({ info: z.object({ lines: z.int() }), record: z.unknown() }));

function split(csv: string): z.output<typeof parsedRows> | undefined {
  try {
    return parsedRows.parse(
      parse(csv, { columns: true, bom: true, skip_empty_lines: true, trim: true, info: true }),
    );
  } catch {
    return undefined;
  }
}
