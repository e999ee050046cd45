import type { Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { clashes } from './clashes.ts';
import type { Content, Entry, RecordFile } from './entry.ts';

/** Bytes of JSON. An item may have 400 KB; the rest is room for what an import lays beside the entries. */
const maxBytes = 160_000;

/** RECORD_DUPLICATE and RECORD_CONTRADICTS, each naming the entry that is there. */
export const clashRefusals = (
  entries: readonly Entry[],
  content: Content,
  field: string,
): readonly Refusal[] =>
  clashes(entries, content).map(({ how, with: { id } }) =>
    refusal(how === 'SAME' ? 'RECORD_DUPLICATE' : 'RECORD_CONTRADICTS', field, { recordId: id }),
  );

/** Adds an entry in the place of those it puts right. RECORD_DUPLICATE, RECORD_CONTRADICTS, RECORDS_FULL. */
export function withEntry(
  file: RecordFile,
  entry: Entry,
  replaces: readonly Id<'rec'>[] = [],
): Result<RecordFile> {
  const others = file.entries.filter((one) => !replaces.includes(one.id));
  const refusals = clashRefusals(others, entry.content, '');
  if (refusals.length > 0) return refuse(...refusals.map((one) => ({ ...one, field: [] })));
  return fitting({ ...file, entries: [...others, entry] });
}

/** The file if a single item can hold it. */
const fitting = (file: RecordFile): Result<RecordFile> =>
  fits(file.entries) ? accept(file) : refuse(refusal('RECORDS_FULL', [], { limit: maxBytes }));

export const fits = (entries: readonly Entry[]): boolean =>
  Buffer.byteLength(JSON.stringify(entries)) <= maxBytes;
