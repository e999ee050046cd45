import { fold } from '../kernel/text.ts';
import { marked, type WordKey } from './words.ts';

/** Where in a text something stands, in UTF-16 units. */
export type Span = { readonly start: number; readonly length: number };

const wordPattern = /[\p{L}\p{M}\p{N}]+/gu;

/** Every place of a title at which the asked text begins a word; those with the same marks, where there are any. */
export function highlights(title: string, asked: WordKey): readonly Span[] {
  const starts = [...title.matchAll(wordPattern)].map(({ index }) => index);
  const at = (marks: boolean) =>
    starts.filter((start) => {
      const rest = title.slice(start);
      return marks ? marked(rest).startsWith(asked.marked) : fold(rest).startsWith(asked.folded);
    });
  const exact = at(true);
  const spans = (exact.length > 0 ? exact : at(false)).map((start) => ({
    start,
    length: lengthOf(title.slice(start), asked.folded),
  }));
  return spans.reduce<readonly Span[]>((kept, span) => {
    const before = kept.at(-1);
    return before && span.start < before.start + before.length ? kept : [...kept, span];
  }, []);
}

/** How much of a text it takes to say the asked one. */
function lengthOf(rest: string, folded: string): number {
  let length = 0;
  for (const letter of rest) {
    if (fold(rest.slice(0, length)).length >= folded.length) break;
    length += letter.length;
  }
  return length;
}
