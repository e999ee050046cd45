import { exactKey, fold } from '../kernel/text.ts';

/** A text, or what follows of it from one of its words on, without marks and with them. */
export type WordKey = { readonly folded: string; readonly marked: string };

const tone = '[\\u0300\\u0301\\u0303\\u0309\\u0323]';
const oldPlacement = new RegExp(
  `(o)(${tone})([ae])(?![\\p{L}\\p{M}])|(u)(${tone})(y)(?![\\p{L}\\p{M}])`,
  'gu',
);

/**
 * With its marks, and the tone where the newer rule of spelling puts it: `hòa` and `hoà` are one word, `thủy` and `thuỷ`
 * too.
 */
export const marked = (raw: string): string =>
  exactKey(raw).normalize('NFD').replace(oldPlacement, '$1$3$2$4$6$5').normalize('NFC');

export const wordKey = (raw: string): WordKey => ({ folded: fold(raw), marked: marked(raw) });

/** Titles say what they are about in their first words. */
export const maxWords = 40;

/** A text is found from the beginning of any of its words: itself, and what is left after each of them. */
export function wordKeys(raw: string): readonly WordKey[] {
  const words = marked(raw).split(' ').filter(Boolean);
  return words.slice(0, maxWords).map((_, index) => {
    const rest = words.slice(index).join(' ');
    return { marked: rest, folded: fold(rest) };
  });
}
