import { cleanLine } from '../../kernel/text.ts';
import { refusal } from '../../kernel/refusal.ts';
import { accept, refuse, type Result } from '../../kernel/result.ts';
import { decodeText } from './decode-text.ts';
import { importLimits, type Table } from './table-file.ts';

/** A CSV separated by commas, semicolons (as Vietnamese Excel writes) or tabs. IMPORT_BROKEN with the line, or an encoding. */
export async function readCsv(bytes: Buffer): Promise<Result<Table>> {
  const text = decodeText(bytes);
  if (!text.ok) return text;
  const { parse } = await import('csv-parse/sync');
  try {
    const records: string[][] = parse(text.value, {
      delimiter: delimiterOf(text.value),
      bom: true,
      relax_column_count: true,
      // One more than are taken, and the heading: enough to see that there are too many.
      to: importLimits.rows + 2,
    });
    return accept(
      records.map((cells, index) => ({
        row: index + 1,
        cells: cells.map((cell) => ({ text: cleanLine(cell) })),
      })),
    );
  } catch (error) {
    const line = /line (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    return refuse(refusal('IMPORT_BROKEN', 'attachmentId', { row: Number(line ?? 0) }));
  }
}

/** The sign that the heading has most of. */
function delimiterOf(text: string): string {
  const heading = text.slice(0, text.search(/[\r\n]|$/));
  const count = (sign: string) => heading.split(sign).length;
  return [';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best), ',');
}
