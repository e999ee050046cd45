import { parseLocalDate } from '../../kernel/dates.ts';
import { refusal, type Refusal } from '../../kernel/refusal.ts';
import { accept, refuse, type Result } from '../../kernel/result.ts';
import { cleanLine } from '../../kernel/text.ts';
import { readZip, unpack, type ZipEntry } from '../../attachments/zip.ts';
import { importLimits, type Cell, type Table } from './table-file.ts';

/** The first sheet of a workbook. IMPORT_TOO_LARGE, IMPORT_FORMULA with the cell, IMPORT_BROKEN. */
export async function readXlsx(bytes: Buffer): Promise<Result<Table>> {
  const refusals = checkPackage(bytes);
  if (refusals.length > 0) return refuse(...refusals);
  const { readSheet } = await import('read-excel-file/node');
  try {
    const rows = await readSheet(bytes, 1, { parseNumber: (text) => new Written(text) });
    return accept(rows.map((cells, index) => ({ row: index + 1, cells: cells.map(cellOf) })));
  } catch {
    return refuse(broken);
  }
}

const broken = refusal('IMPORT_BROKEN', 'attachmentId', { row: 0 });

/** A number as it is written in the file: read as one, a long one would lose digits. */
class Written {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

function cellOf(value: unknown): Cell {
  if (value instanceof Written) return { text: value.text, isNumber: true };
  if (value instanceof Date) {
    const date = parseLocalDate(value.toISOString().slice(0, 10));
    return { text: value.toISOString().slice(0, 10), ...(date && { date }) };
  }
  return {
    text: typeof value === 'string' ? cleanLine(value) : typeof value === 'boolean' ? String(value) : '',
  };
}

/** What the parts say they unpack to is added up before any is unpacked, and then held to. */
function checkPackage(bytes: Buffer): readonly Refusal[] {
  const zip = readZip(bytes);
  if (!zip) return [broken];
  const { parts, unpacked } = importLimits;
  if (zip.entries.length > parts || zip.entries.reduce((sum, one) => sum + one.size, 0) > unpacked)
    return [refusal('IMPORT_TOO_LARGE', 'attachmentId', { expected: `${unpacked} byte khi mở` })];
  return zip.entries.flatMap((entry) => checkPart(bytes, entry));
}

const sheetName = /^xl\/worksheets\/[^/]+\.xml$/i;

/** A part that unpacks to another length would fill the memory of whoever believes it. */
function checkPart(bytes: Buffer, entry: ZipEntry): readonly Refusal[] {
  const part = unpack(bytes, entry, Math.max(entry.size, 1));
  if (part?.length !== entry.size) return [broken];
  return sheetName.test(entry.name) ? formulasIn(part.toString('utf8')) : [];
}

/** A formula's stored result need not be what it gives here: the file is taken with values only. */
function formulasIn(xml: string): readonly Refusal[] {
  const at = xml.search(/<(\w+:)?f[\s>/]/);
  if (at < 0) return [];
  const cell = /\br="([A-Z]{1,3}\d{1,7})"[^<>]*>$/.exec(xml.slice(Math.max(0, at - 500), at))?.[1];
  return [refusal('IMPORT_FORMULA', 'attachmentId', { cell: cell ?? '' })];
}
