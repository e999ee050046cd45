import type { DatedDatum } from './datum.ts';

/** What is wrong with terms of one thing: they must follow each other without a gap or an overlap. */
export function chainProblems(name: string, terms: readonly DatedDatum[]): readonly string[] {
  return terms.flatMap((term, i) => {
    const next = terms[i + 1];
    const empty =
      term.validTo !== null && term.validTo <= term.validFrom
        ? [`${name}: an empty term from ${term.validFrom}`]
        : [];
    if (!next || term.validTo === next.validFrom) return empty;
    const what = term.validTo !== null && term.validTo < next.validFrom ? 'a gap' : 'an overlap';
    return [...empty, `${name}: ${what} at ${next.validFrom}`];
  });
}

/** Shorter than any act and article is no citation. */
export const isCited = ({ citation }: Pick<DatedDatum, 'citation'>): boolean => citation.trim().length > 5;

export const citationProblems = (name: string, terms: readonly DatedDatum[]): readonly string[] =>
  terms.filter((term) => !isCited(term)).map((term) => `${name}: no citation from ${term.validFrom}`);

/** A rule of any book: what it is about, and its terms one after another. */
export type BookRule = { readonly about: readonly string[]; readonly terms: readonly DatedDatum[] };

/** What is wrong with the rules of one book, each by itself: gaps, overlaps, no citation, the same thing twice. */
export function ruleProblems(book: string, rules: readonly BookRule[]): readonly string[] {
  const names = rules.map(({ about }) => `${book} ${about.join(' ')}`);
  return [
    ...names.filter((name, i) => names.indexOf(name) < i).map((name) => `${name}: twice`),
    ...rules.flatMap(({ terms }, i) => {
      const name = names[i] ?? book;
      return [...chainProblems(name, terms), ...citationProblems(name, terms)];
    }),
  ];
}
