import * as z from 'zod/mini';
import { itemShape, type Item } from '../kernel/table/item.ts';
import type { Table } from '../kernel/table/table.ts';
import { fold } from '../kernel/text.ts';
import { keyLength, minLetters } from './rank.ts';
import { marked, type WordKey } from './words.ts';

/** The documents with a word, by their places, and whether with the same marks; `complete` unless more were left. */
export type Worded = { readonly exact: ReadonlyMap<string, boolean>; readonly complete: boolean };

/** Rows that begin with an asked word: a document has several of them. */
const maxRows = 1_000;

/** Forty pages of law have some 1,500 different syllables; the card of a document must name all of its rows. */
const maxWordsOfText = 4_000;

const wordShape = itemShape({
  type: 'searchWord',
  v: 1,
  data: () => z.object({ place: z.string(), marked: z.string() }),
});

const wordPk = (folded: string) => `SCHW#${folded.slice(0, minLetters)}`;

/** Every word of a public text once; `place` is where lists have the document, and ends in its id. */
export function wordRows(texts: readonly string[], place: string): readonly Item[] {
  const words = [...new Set(texts.flatMap((text) => marked(text).split(' ')))];
  return words
    .slice(0, maxWordsOfText)
    .map((word) => ({ marked: word.slice(0, keyLength), folded: fold(word).slice(0, keyLength) }))
    .filter(({ folded }) => folded.length >= minLetters)
    .map((word) =>
      wordShape.item(
        { pk: wordPk(word.folded), sk: `${word.folded} #${word.marked}#${place}` },
        { place, marked: word.marked },
      ),
    );
}

export async function readWords(table: Table, word: WordKey): Promise<Worded> {
  const asked = { folded: word.folded.slice(0, keyLength), marked: word.marked.slice(0, keyLength) };
  const page = await table.query({ pk: wordPk(asked.folded), skPrefix: asked.folded, limit: maxRows });
  const exact = new Map<string, boolean>();
  for (const row of page.items.map((item) => wordShape.read(item)))
    exact.set(row.place, (exact.get(row.place) ?? false) || row.marked.startsWith(asked.marked));
  return { exact, complete: page.lastKey === undefined };
}
