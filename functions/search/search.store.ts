import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { roles } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedDate, storedId } from '../kernel/table/schemas.ts';
import type { QuerySpec, Table } from '../kernel/table/table.ts';
import { create, discard, overwrite, replace, versionOf, type Write } from '../kernel/table/write.ts';
import { searchKinds, textsOf, type Findable, type IndexedKind } from './findable.ts';
import type { Part } from './parts.ts';
import { foldedRank, keyLength, markedRank, minLetters } from './rank.ts';
import { readWords, type Worded } from './word.items.ts';
import { wordKeys, type WordKey } from './words.ts';

/** One list of the index: a part, all of it or one kind. */
export type SearchList = { readonly part: Part; readonly kind: IndexedKind | null };

/** The rows at which a text begins; `complete` unless more of them match than are ranked. */
export type Window = { readonly rows: readonly Findable[]; readonly complete: boolean };

/** Which rows of the index are of one record; `version` 0 before the first. */
export type Card = { readonly keys: readonly Key[]; readonly hash: string; readonly version: number };

export interface SearchStore {
  /** One Query, and a second where so much matches that those with the same marks must be asked for. */
  window(list: SearchList, asked: WordKey): Promise<Window>;
  card(id: string): Promise<Card>;
  /** The transactions that put the rows of a record in the place of those that its card knows, in this order. */
  put(card: Card, id: string, rows: readonly Item[]): readonly (readonly Write[])[];
  /** Documents with a word that begins so, by their place in lists; one Query. */
  withWord(word: WordKey): Promise<Worded>;
  /** Records that are found by way of a unit, a page at a time. */
  idsOf(unitId: Id<'unt'>): AsyncIterable<readonly string[]>;
}

/** As many matches of one list are ranked; whoever has more, types more. */
export const maxRanked = 300;

const entryShape = itemShape({
  type: 'searchEntry',
  v: 1,
  data: () =>
    z.object({
      kind: z.enum(searchKinds),
      id: z.string(),
      title: z.string(),
      number: z.nullable(z.string()),
      detail: z.nullable(z.string()),
      on: z.nullable(storedDate),
      unitId: z.nullable(storedId('unt')),
      anchors: z.nullable(
        z.readonly(
          z.array(
            z.object({
              unitId: storedId('unt'),
              reach: z.enum(['AT', 'OVER']),
              roles: z.readonly(z.array(z.enum(roles))),
            }),
          ),
        ),
      ),
    }),
});

const anchorShape = itemShape({
  type: 'searchAnchor',
  v: 1,
  data: () => z.object({ id: z.string() }),
});

const keySchema = z.object({ pk: z.string(), sk: z.string() });
const cardShape = itemShape({
  type: 'searchCard',
  v: 1,
  data: () => z.object({ keys: z.array(keySchema), hash: z.string() }),
});

const cardKey = (id: string): Key => ({ pk: `SCHC#${id}`, sk: '#' });
const anchorPk = (unitId: Id<'unt'>) => `SCHU#${unitId}`;

/** The first two letters name the partition, so that no list lies in one place. */
const shard = (key: string) => key.slice(0, 2);

type Keyed = Pick<QuerySpec, 'index' | 'pk'>;

const foldedList = ({ part, kind }: SearchList, folded: string): Keyed =>
  kind === null
    ? { pk: `SCH#${part}#${shard(folded)}` }
    : { index: 'gsi2', pk: `SCHK#${kind}#${part}#${shard(folded)}` };
const markedList = ({ part, kind }: SearchList, text: string): Keyed =>
  kind === null
    ? { index: 'gsi1', pk: `SCHM#${part}#${shard(text)}` }
    : { index: 'gsi3', pk: `SCHMK#${kind}#${part}#${shard(text)}` };

/** A transaction holds 100 writes, one of which is the card. */
const perTransaction = 99;

export function searchStore(table: Table): SearchStore {
  const read = async (list: Keyed, text: string): Promise<Window> => {
    const page = await table.query({ ...list, skPrefix: text.slice(0, keyLength), limit: maxRanked + 1 });
    const complete = page.items.length <= maxRanked && !page.lastKey;
    return { rows: page.items.slice(0, maxRanked).map((item) => entryShape.read(item)), complete };
  };
  return {
    window: async (list, asked) => {
      const all = await read(foldedList(list, asked.folded), asked.folded);
      if (all.complete) return all;
      const exact = await read(markedList(list, asked.marked), asked.marked);
      return { rows: exact.complete ? [...exact.rows, ...all.rows] : exact.rows, complete: false };
    },
    card: async (id) => {
      const item = await table.get(cardKey(id));
      return item
        ? { ...cardShape.read(item), version: versionOf(item) }
        : { keys: [], hash: '', version: 0 };
    },
    put: (card, id, rows) => transactions(card, id, rows),
    withWord: (word) => readWords(table, word),
    idsOf: (unitId) => idsOf(table, unitId),
  };
}

async function* idsOf(table: Table, unitId: Id<'unt'>): AsyncIterable<readonly string[]> {
  let startKey: QuerySpec['startKey'];
  do {
    const page = await table.query({ pk: anchorPk(unitId), limit: 100, ...(startKey && { startKey }) });
    yield page.items.map((item) => anchorShape.read(item).id);
    startKey = page.lastKey;
  } while (startKey);
}

/** Everything that the index keeps of a record, in these parts. */
export function rowsOf(
  found: Findable & { readonly kind: IndexedKind },
  parts: readonly Part[],
): readonly Item[] {
  const anchors = [...new Set((found.anchors ?? []).map((anchor) => anchor.unitId))];
  const keys = textsOf(found)
    .flatMap(wordKeys)
    .filter(({ folded }) => folded.length >= minLetters);
  const entries = parts.flatMap((part) => keys.map((key) => entry(found, part, key)));
  const unique = new Map(entries.map((item) => [`${item.pk} ${item.sk}`, item]));
  return [
    ...unique.values(),
    ...anchors.map((unitId) => anchorShape.item({ pk: anchorPk(unitId), sk: found.id }, { id: found.id })),
  ];
}

function entry(found: Findable & { readonly kind: IndexedKind }, part: Part, key: WordKey): Item {
  const { kind } = found;
  const [folded, text] = [foldedRank(key, found), markedRank(key, found)];
  return entryShape.item(
    {
      pk: foldedList({ part, kind: null }, key.folded).pk,
      sk: folded,
      gsi1pk: markedList({ part, kind: null }, key.marked).pk,
      gsi1sk: text,
      gsi2pk: foldedList({ part, kind }, key.folded).pk,
      gsi2sk: folded,
      gsi3pk: markedList({ part, kind }, key.marked).pk,
      gsi3sk: text,
    },
    { ...found },
  );
}

/**
 * Each transaction moves the card on, so that whoever was overtaken writes nothing more. Until the last one the card knows
 * old and new rows: what a run leaves behind when it stops is found by the next.
 */
function transactions(card: Card, id: string, rows: readonly Item[]): readonly (readonly Write[])[] {
  const hash = createHash('sha256').update(JSON.stringify(rows)).digest('base64url');
  if (hash === card.hash || (rows.length === 0 && card.version === 0)) return [];
  const keys = rows.map(({ pk, sk }) => ({ pk, sk }));
  const kept = new Set(keys.map(said));
  const gone = card.keys.filter((key) => !kept.has(said(key)));
  const writes = [...rows.map(overwrite), ...gone.map(discard)];
  const steps = Math.ceil(writes.length / perTransaction);
  return Array.from({ length: steps }, (_, step) => {
    const last = step === steps - 1;
    const after = { keys: last ? keys : [...keys, ...gone], hash: last ? hash : '' };
    const item = cardShape.item(cardKey(id), after);
    const version = card.version + step;
    return [
      version === 0 ? create(item, refusal('BUSY', []), 1) : replace(item, version),
      ...writes.slice(step * perTransaction, (step + 1) * perTransaction),
    ];
  });
}

const said = ({ pk, sk }: Key): string => `${pk} ${sk}`;
