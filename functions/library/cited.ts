import { builtIns, type BuiltIn } from './built-in.ts';

const numberPattern = /\d+(?:\/\d{4})?\/[A-ZĐ][A-ZĐa-z\d]*(?:-[A-ZĐa-z\d]+)*/gu;

/** Everything in a text that looks like the number of a document, such as `91/2017/NĐ-CP`. */
export const numbersIn = (citation: string): readonly string[] => citation.match(numberPattern) ?? [];

/** The documents that a citation names, in its order; by number, or as laws are called without one. */
export function documentsCited(citation: string): readonly BuiltIn[] {
  const text = citation.normalize('NFC');
  const numbers = numbersIn(text);
  const places = builtIns().flatMap((document) => {
    if (document.only !== null && !text.includes(document.only)) return [];
    const names = [...document.aliases, ...(numbers.includes(document.number) ? [document.number] : [])];
    const at = names.map((name) => text.indexOf(name)).filter((index) => index >= 0);
    return at.length > 0 ? [{ document, at: Math.min(...at) }] : [];
  });
  return places.sort((a, b) => a.at - b.at).map(({ document }) => document);
}
