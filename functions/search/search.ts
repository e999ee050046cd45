import { AppError } from '../kernel/app-error.ts';
import { today } from '../kernel/clock.ts';
import type { Cursors } from '../kernel/cursors.ts';
import { badCursor, pageRequest, type Page } from '../kernel/paging.ts';
import type { Scope } from '../kernel/scope.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { indexedKinds, searchKinds, type Findable, type SearchKind } from './findable.ts';
import { highlights, type Span } from './highlight.ts';
import { mayFind, partsOpenTo, publicKinds, publicPart, unitKinds } from './parts.ts';
import { minLetters, ranked } from './rank.ts';
import type { SearchList, SearchStore } from './search.store.ts';
import { documentsFound } from './documents-found.ts';
import { unitsFound } from './units-found.ts';
import { wordKey } from './words.ts';

export type SearchDeps = Pick<Scope, 'actor' | 'clock'> & {
  readonly cursors: Cursors;
  readonly units: UnitStore;
  readonly search: Pick<SearchStore, 'window'>;
};

export type SearchArgs = {
  readonly text: string;
  readonly kinds?: readonly SearchKind[] | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
};

export type SearchHit = Findable & {
  readonly exactMarks: boolean;
  /** Where the title matches. */
  readonly highlights: readonly Span[];
};

export type Found = {
  readonly page: Page<SearchHit>;
  /** False when more matched than are ranked. */
  readonly complete: boolean;
};

const maxLetters = 100;

/**
 * What the caller may find, exact marks first. The keys that are read hold nothing but what is public and what the
 * caller's own grants open. Throws BAD_USER_INPUT.
 */
export async function search(deps: SearchDeps, { text, kinds, first, after }: SearchArgs): Promise<Found> {
  const asked = wordKey(text);
  if (asked.folded.length < minLetters || text.length > maxLetters)
    throw new AppError('BAD_USER_INPUT', 'Nội dung cần tìm dài từ 2 đến 100 ký tự.');
  const wanted = new Set(kinds?.length ? kinds : searchKinds);
  const list = `search ${asked.marked} ${[...wanted].sort().join(' ')}`;
  const { size, cursor } = pageRequest({ first, after });
  const [actor, registry, at] = await Promise.all([
    deps.actor(),
    deps.units.registry(),
    cursor === undefined ? undefined : deps.cursors.open(list, cursor),
  ]);
  const viewer = { actor, registry, on: today(deps.clock) };
  const lists = [publicPart, ...partsOpenTo(actor)].flatMap((part) => listsOf(part, wanted));
  const windows = await Promise.all(lists.map((one) => deps.search.window(one, asked)));
  const rows = windows.flatMap((window) => window.rows).filter((row) => mayFind(viewer, row));
  const units = wanted.has('UNIT') ? unitsFound(registry, viewer.on) : [];
  const documents = wanted.has('DOCUMENT') ? documentsFound() : [];
  const matches = ranked([...rows, ...units, ...documents], asked);
  const last = at === undefined ? '' : (at['rank'] ?? refuseCursor());
  const left = matches.filter((one) => one.rank > last);
  const edges = await Promise.all(
    left.slice(0, size).map(async ({ found, exactMarks, rank }) => ({
      node: { ...found, exactMarks, highlights: highlights(found.title, asked) },
      cursor: await deps.cursors.seal(list, { rank }),
    })),
  );
  return {
    page: { edges, hasNextPage: left.length > size, hasPreviousPage: cursor !== undefined },
    complete: windows.every((window) => window.complete),
  };
}

const refuseCursor = (): never => {
  throw badCursor();
};

/** One list for a part of which everything is wanted; else one for each kind. */
function listsOf(part: string, wanted: ReadonlySet<SearchKind>): readonly SearchList[] {
  const held = part === publicPart ? publicKinds : unitKinds;
  const kinds = indexedKinds.filter((kind) => held.includes(kind) && wanted.has(kind));
  return kinds.length === held.length ? [{ part, kind: null }] : kinds.map((kind) => ({ part, kind }));
}
