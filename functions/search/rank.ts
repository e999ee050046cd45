import { textsOf, type Findable } from './findable.ts';
import { wordKeys, type WordKey } from './words.ts';

/** A record that the asked text matches. Ranks order as text, and no two records have the same. */
export type Match = { readonly found: Findable; readonly exactMarks: boolean; readonly rank: string };

/** Keys hold so many letters of a text: enough to tell it from others, and far from the limit of a key. */
export const keyLength = 60;

/** Two letters name a partition; one alone would ask for half of everything. */
export const minLetters = 2;

/** A space before each separator ends a word, so that a whole word comes before longer ones. */
export const foldedRank = ({ folded, marked }: WordKey, of: Pick<Findable, 'kind' | 'id'>): string =>
  `${folded.slice(0, keyLength)} #${markedRank({ marked }, of)}`;

export const markedRank = (
  { marked }: Pick<WordKey, 'marked'>,
  { kind, id }: Pick<Findable, 'kind' | 'id'>,
): string => `${marked.slice(0, keyLength)} #${kind}#${id}`;

/**
 * The best of the places where a text matches: one with the same marks before all others, then by the alphabet from there
 * on. Undefined where no word begins with the text.
 */
export function match(found: Findable, asked: WordKey): Match | undefined {
  const keys = textsOf(found)
    .flatMap(wordKeys)
    .filter((key) => key.folded.startsWith(asked.folded));
  const exact = keys.filter((key) => key.marked.startsWith(asked.marked));
  const exactMarks = exact.length > 0;
  const [rank] = exactMarks
    ? exact.map((key) => `0${markedRank(key, found)}`).sort()
    : keys.map((key) => `1${foldedRank(key, found)}`).sort();
  return rank === undefined ? undefined : { found, exactMarks, rank };
}

/** Each record once, the best first. */
export function ranked(all: readonly Findable[], asked: WordKey): readonly Match[] {
  const byRank = new Map(all.flatMap((one) => match(one, asked) ?? []).map((one) => [one.rank, one]));
  return [...byRank.values()].sort((a, b) => (a.rank < b.rank ? -1 : 1));
}
