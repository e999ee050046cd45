import type { ListReader } from '../kernel/lists.ts';
import { badCursor, pageRequest, type Edge, type Page, type PageArgs } from '../kernel/paging.ts';
import { AppError } from '../kernel/app-error.ts';
import { exactKey, fold } from '../kernel/text.ts';
import { nameKeys, type NameKey } from './award.ts';
import type { Item } from '../kernel/table/item.ts';
import type { QuerySpec } from '../kernel/table/table.ts';

/** Two letters at least: they name the partition, and one letter alone would list half of the register. */
const minLength = 2;

type Part = 'exact' | 'folded';
type Position = { readonly part: Part; readonly key: Record<string, string> | undefined };

/**
 * First the names with the same marks, from one index, then the rest without regard to marks, from another. A row that
 * is listed elsewhere is passed over, and reading goes on until the page is full.
 */
export async function searchByName<T extends { readonly name: string }>(
  reader: ListReader,
  text: string,
  args: PageArgs,
  read: (item: Item) => T,
): Promise<Page<T>> {
  const [exact, folded] = [exactKey(text), fold(text)];
  if (folded.length < minLength || folded.length > 100)
    throw new AppError('BAD_USER_INPUT', 'Tên cần tìm dài từ 2 đến 100 ký tự.');
  const { size, backward, cursor } = pageRequest(args);
  if (backward) throw new AppError('BAD_USER_INPUT', 'Danh sách tìm theo tên chỉ đọc tiến: first, after.');
  const list = `awards by name ${exact}`;
  let at: Position | undefined = await startOf(reader, list, cursor);

  const found: { item: Item; part: Part }[] = [];
  while (at && found.length <= size) {
    const { part, key }: Position = at;
    const spec = part === 'exact' ? exactPart(exact) : foldedPart(folded);
    const page = await reader.table.query({ ...spec, limit: size + 1, ...(key && { startKey: key }) });
    for (const item of page.items)
      if (isShownHere(item, read(item).name, { exact, folded }, part)) found.push({ item, part });
    at = page.lastKey
      ? { part, key: page.lastKey }
      : part === 'exact'
        ? { part: 'folded', key: undefined }
        : undefined;
  }
  const edges: readonly Edge<T>[] = await Promise.all(
    found.slice(0, size).map(async ({ item, part }) => ({
      node: read(item),
      cursor: await reader.cursors.seal(list, { part, ...keyOf(item, part) }),
    })),
  );
  return { edges, hasNextPage: found.length > size, hasPreviousPage: cursor !== undefined };
}

async function startOf(reader: ListReader, list: string, cursor: string | undefined): Promise<Position> {
  if (cursor === undefined) return { part: 'exact', key: undefined };
  const { part, ...key } = await reader.cursors.open(list, cursor);
  if (part !== 'exact' && part !== 'folded') throw badCursor();
  return { part, key };
}

const exactPart = (exact: string): QuerySpec => ({
  index: 'gsi4',
  pk: `AWDX#${exact.slice(0, 2)}`,
  skPrefix: exact,
});
const foldedPart = (folded: string): QuerySpec => ({ pk: `AWDF#${folded.slice(0, 2)}`, skPrefix: folded });

/**
 * A name that two of its words match is listed once: under its longest matching end, and in the first part if any end
 * has the same marks.
 */
function isShownHere(item: Item, name: string, asked: NameKey, part: Part): boolean {
  const keys = nameKeys(name);
  const exactly = keys.find((key) => key.exact.startsWith(asked.exact));
  if (part === 'exact')
    return exactly !== undefined && String(item['gsi4sk']).startsWith(`${exactly.exact}#`);
  const first = keys.find((key) => key.folded.startsWith(asked.folded));
  return (
    exactly === undefined && first !== undefined && item.sk.startsWith(`${first.folded}#${first.exact}#`)
  );
}

const keyOf = (item: Item, part: Part): Record<string, string> =>
  part === 'exact'
    ? { pk: item.pk, sk: item.sk, gsi4pk: String(item['gsi4pk']), gsi4sk: String(item['gsi4sk']) }
    : { pk: item.pk, sk: item.sk };
