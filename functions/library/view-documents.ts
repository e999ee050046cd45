import { AppError } from '../kernel/app-error.ts';
import { type Clock } from '../kernel/clock.ts';
import type { Cursors } from '../kernel/cursors.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { badCursor, pageRequest, type Page } from '../kernel/paging.ts';
import type { Scope } from '../kernel/scope.ts';
import { fold } from '../kernel/text.ts';
import type { SearchStore } from '../search/search.store.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { viewerOf } from '../units/viewer.ts';
import { builtIn, builtInLinksTo, builtIns } from './built-in.ts';
import { seesDocument } from './document.policy.ts';
import type { DocumentStore } from './document.store.ts';
import { placeOf, type DocumentKind, type LegalDocument, type LinkBack } from './document.ts';
import { placesWith } from './find-by-words.ts';

export type ViewDeps = Pick<Scope, 'actor'> & {
  readonly clock: Clock;
  readonly cursors: Cursors;
  readonly units: UnitStore;
  readonly documents: DocumentStore;
  readonly search: Pick<SearchStore, 'withWord'>;
};

const find = async (deps: Pick<ViewDeps, 'documents'>, id: Id<'ldo'>): Promise<LegalDocument | undefined> =>
  builtIn(id) ?? (await deps.documents.get(id));

/** A document that the caller may see; else undefined. */
export async function viewDocument(
  deps: Pick<ViewDeps, 'actor' | 'units' | 'clock' | 'documents'>,
  rawId: string,
): Promise<LegalDocument | undefined> {
  const id = parseId('ldo', rawId);
  if (!id) return undefined;
  const [document, viewer] = await Promise.all([find(deps, id), viewerOf(deps)]);
  return document && seesDocument(document, viewer) ? document : undefined;
}

/** What newer documents do to one, those of the law data and those that were registered. */
export const linksBackTo = async (deps: ViewDeps, id: Id<'ldo'>): Promise<readonly LinkBack[]> => [
  ...builtInLinksTo(id),
  ...(await deps.documents.linksTo(id)),
];

export const viewLinked = async (
  deps: ViewDeps,
  ids: readonly Id<'ldo'>[],
): Promise<readonly LegalDocument[]> =>
  (await Promise.all(ids.map((id) => viewDocument(deps, id)))).flatMap((one) => one ?? []);

export type DocumentFilter = {
  readonly kind?: DocumentKind | null | undefined;
  readonly number?: string | null | undefined;
  readonly text?: string | null | undefined;
};

export type DocumentArgs = {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
};

export type Listed = { readonly page: Page<LegalDocument>; readonly complete: boolean };

/** Documents by one condition at most, the newest first; those of a text with its marks first. Throws BAD_USER_INPUT. */
export async function listDocuments(
  deps: ViewDeps,
  filter: DocumentFilter,
  args: DocumentArgs,
): Promise<Listed> {
  const { kind, number, text } = filter;
  if ([kind, number, text].filter((one) => one != null).length > 1)
    throw new AppError('BAD_USER_INPUT', 'Chọn nhiều nhất một điều kiện lọc.');
  const { size, cursor } = pageRequest(args);
  const list = `legal documents ${JSON.stringify([kind ?? null, number ?? null, text ?? null])}`;
  const after =
    cursor === undefined ? undefined : ((await deps.cursors.open(list, cursor))['place'] ?? refuse());
  const found = await select(deps, filter, after, size + 1);
  const edges = await Promise.all(
    found.rows.slice(0, size).map(async ({ node, place }) => ({
      node,
      cursor: await deps.cursors.seal(list, { place }),
    })),
  );
  const page = { edges, hasNextPage: found.rows.length > size, hasPreviousPage: cursor !== undefined };
  return { page, complete: found.complete };
}

const refuse = (): never => {
  throw badCursor();
};

type Row = { readonly node: LegalDocument; readonly place: string };
type Rows = { readonly rows: readonly Row[]; readonly complete: boolean };

async function select(
  deps: ViewDeps,
  { kind, number, text }: DocumentFilter,
  after: string | undefined,
  limit: number,
): Promise<Rows> {
  if (text != null) {
    const { places, complete } = await placesWith(deps.search, text);
    const left = places.filter((one) => after === undefined || one.rank > after).slice(0, limit);
    const nodes = await Promise.all(left.map(({ id }) => find(deps, id)));
    const rows = left.flatMap(({ rank }, index) => {
      const node = nodes[index];
      return node?.status === 'PUBLISHED' ? [{ node, place: rank }] : [];
    });
    return { rows, complete };
  }
  const stored =
    number == null
      ? await deps.documents.newest(kind ?? null, after ?? '9999', limit + 1)
      : await viewLinked(deps, await deps.documents.withNumber(number));
  const known = builtIns().filter(
    (one) => (kind == null || one.kind === kind) && (number == null || fold(one.number) === fold(number)),
  );
  const rows = [...stored, ...known]
    .map((node): Row => ({ node, place: placeOf(node) }))
    .filter(({ place }) => after === undefined || place < after)
    .sort((a, b) => (a.place < b.place ? 1 : -1));
  return { rows: rows.slice(0, limit), complete: true };
}
