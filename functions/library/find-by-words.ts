import { AppError } from '../kernel/app-error.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { minLetters } from '../search/rank.ts';
import type { SearchStore } from '../search/search.store.ts';
import { marked, wordKey, type WordKey } from '../search/words.ts';
import { builtIns } from './built-in.ts';
import { placeOf, type LegalDocument } from './document.ts';

/** A document that has every word, and where it stands among those. */
export type Placed = { readonly id: Id<'ldo'>; readonly rank: string };

const maxWords = 6;
const maxLetters = 100;

/**
 * The documents of which some word begins with each word of the text, in title, number, summary or text: those with the
 * marks as typed first, then the newest. One Query a word. Throws BAD_USER_INPUT.
 */
export async function placesWith(
  search: Pick<SearchStore, 'withWord'>,
  text: string,
): Promise<{ readonly places: readonly Placed[]; readonly complete: boolean }> {
  const words = wordsOf(text);
  const lists = await Promise.all(words.map((word) => search.withWord(word)));
  const [first, ...rest] = lists;
  const stored = [...(first?.exact ?? [])]
    .filter(([place]) => rest.every((list) => list.exact.has(place)))
    .map(([place, exact]) => ({
      place,
      exact: exact && rest.every((list) => list.exact.get(place) === true),
    }));
  const places = [...stored, ...builtIns().flatMap((one) => wordedBuiltIn(one, words))]
    .flatMap(({ place, exact }) => {
      const id = parseId('ldo', place.slice(place.indexOf('#') + 1));
      return id ? [{ id, rank: `${exact ? '0' : '1'}${newestFirst(place)}` }] : [];
    })
    .sort((a, b) => (a.rank < b.rank ? -1 : 1));
  return { places, complete: lists.every((list) => list.complete) };
}

function wordsOf(text: string): readonly WordKey[] {
  const words = [...new Set(marked(text).split(' '))].map(wordKey);
  const long = words.filter(({ folded }) => folded.length >= minLetters);
  if (text.length > maxLetters || long.length === 0 || long.length > maxWords)
    throw new AppError(
      'BAD_USER_INPUT',
      `Nội dung cần tìm có từ 1 đến ${maxWords} từ khác nhau, mỗi từ ít nhất ${minLetters} chữ, dài nhất ${maxLetters} ký tự.`,
    );
  return long;
}

function wordedBuiltIn(
  document: LegalDocument,
  asked: readonly WordKey[],
): readonly { readonly place: string; readonly exact: boolean }[] {
  const words = [document.title, document.number, document.summary]
    .flatMap((text) => marked(text).split(' '))
    .map(wordKey);
  const has = (key: keyof WordKey) =>
    asked.every((one) => words.some((word) => word[key].startsWith(one[key])));
  return has('folded') ? [{ place: placeOf(document), exact: has('marked') }] : [];
}

/** The digits of a day turned round, so that a later one comes first. */
const newestFirst = (place: string): string =>
  place.slice(0, 10).replace(/\d/g, (digit) => String(9 - Number(digit))) + place.slice(10);
