import { isCited } from '../../functions/law/check-terms.ts';
import { regimes, type Regime } from '../../functions/law/regime.ts';
import { standing } from '../../functions/law/unread.ts';
import type { DatedDatum } from '../../functions/law/datum.ts';
import type { LawBook } from './law-book.ts';

export type Line = {
  readonly book: string;
  readonly regime: string;
  readonly rules: number;
  readonly cited: number;
  readonly confirmed: number;
  readonly unverified: number;
  readonly passing: number;
  readonly examples: number;
};

/** Per regime: how many rules of each book are in force in it, cited and confirmed, how many examples pass; and in all. */
export const summary = (books: readonly LawBook[]): readonly Line[] =>
  regimes().flatMap((regime) => {
    const lines = books.map((book) => lineOf(book, regime)).filter((line) => line.rules + line.examples > 0);
    return [...lines, sum(lines, regime)];
  });

function lineOf(book: LawBook, regime: Regime): Line {
  const rules = book.data.filter((datum) => overlaps(datum, regime));
  const confirmed = rules.filter((datum) => isConfirmed(datum, book, regime)).length;
  const examples = book.examples.filter((example) => example.regime === regime.key);
  return {
    book: book.name,
    regime: regime.key,
    rules: rules.length,
    cited: rules.filter(isCited).length,
    confirmed,
    unverified: rules.length - confirmed,
    passing: examples.filter((example) => example.passes).length,
    examples: examples.length,
  };
}

function sum(lines: readonly Line[], { key }: Regime): Line {
  const all = (count: Exclude<keyof Line, 'book' | 'regime'>) =>
    lines.reduce((before, line) => before + line[count], 0);
  return {
    book: 'all',
    regime: key,
    rules: all('rules'),
    cited: all('cited'),
    confirmed: all('confirmed'),
    unverified: all('unverified'),
    passing: all('passing'),
    examples: all('examples'),
  };
}

const overlaps = (a: DatedDatum, b: DatedDatum): boolean =>
  (b.validTo === null || a.validFrom < b.validTo) && (a.validTo === null || b.validFrom < a.validTo);

/** Older than a law of awards that nobody has read, it is not confirmed under that law. */
function isConfirmed(datum: DatedDatum, book: LawBook, regime: Regime): boolean {
  const on = datum.validFrom > regime.validFrom ? datum.validFrom : regime.validFrom;
  return (book.ofAwardLaw ? standing(datum, on) : datum).status === 'confirmed';
}
