import type { Id } from '../../kernel/ids.ts';
import type { Write } from '../../kernel/table/write.ts';
import { isOf } from '../entry.ts';
import type { StoredFile } from '../record.store.ts';
import { commitAll, step, type ImportBackground } from './background.ts';
import type { RecordImport } from './import.ts';
import { rowsOf } from './lay-import.ts';
import { bySubject } from './plan.ts';
import type { Row } from './row.ts';

/** Puts the entries of a committed import among those of the files that they lie beside. Readers see no difference. */
export async function foldImport(deps: ImportBackground, head: RecordImport): Promise<boolean> {
  const rows = await rowsOf(deps, head.id);
  const folded = await rewriteFiles(deps, head, rows, (file, pending) => [...file.entries, ...pending]);
  return folded && step(deps, head, { tidy: true }, 'ImportFolded');
}

/** Takes away what an import that was called off had laid down. */
export async function clearImport(deps: ImportBackground, head: RecordImport): Promise<boolean> {
  const rows = await rowsOf(deps, head.id);
  const made = [...new Set(rows.flatMap(({ content }) => initiativeOf(content)))];
  const known = await Promise.all(made.map((id) => deps.initiatives.get(id)));
  const unmade = made.filter((_, index) => known[index] !== undefined);
  const cleared =
    (await rewriteFiles(deps, head, rows, (file) => file.entries)) &&
    (await commitAll(
      deps,
      unmade.map((id) => deps.initiatives.discard(id)),
      [deps.imports.guard(head)],
    ));
  return cleared && step(deps, head, { tidy: true }, 'ImportCleared');
}

const initiativeOf = (content: Row['content']): readonly Id<'ini'>[] =>
  content && isOf(content, 'INITIATIVE') ? [content.initiativeId] : [];

type Entries = StoredFile['entries'];

async function rewriteFiles(
  deps: ImportBackground,
  head: RecordImport,
  rows: readonly Row[],
  entriesOf: (file: StoredFile, pending: Entries) => Entries,
): Promise<boolean> {
  const files = await Promise.all([...bySubject(rows).keys()].map((id) => deps.records.stored(id)));
  const writes = files.flatMap((file): readonly Write[] =>
    file.pending?.importId === head.id
      ? [
          deps.records.put({
            ...file,
            entries: entriesOf(file, file.pending.entries),
            pending: null,
            version: file.version + 1,
          }),
        ]
      : [],
  );
  return commitAll(deps, writes, [deps.imports.guard(head)]);
}
