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

/** Per book and regime: how many rules are in force in it, how many are cited and confirmed, how many examples pass. */
export const summary = (books: readonly LawBook[]): readonly Line[] =>
  books.flatMap((book) => regimes().map((regime) => lineOf(book, regime)));

function lineOf(book: LawBook, regime: Regime): Line {
  const rules = book.data.filter((datum) => overlaps(datum, regime));
  const confirmed = rules.filter((datum) => isConfirmed(datum, regime)).length;
  const examples = book.examples.filter((example) => example.regime === regime.key);
  return {
    book: book.name,
    regime: regime.key,
    rules: rules.length,
    cited: rules.filter((datum) => datum.citation.trim() !== '').length,
    confirmed,
    unverified: rules.length - confirmed,
    passing: examples.filter((example) => example.passes).length,
    examples: examples.length,
  };
}

const overlaps = (a: DatedDatum, b: DatedDatum): boolean =>
  (b.validTo === null || a.validFrom < b.validTo) && (a.validTo === null || b.validFrom < a.validTo);

/** Older than a law that nobody has read, it is not confirmed under that law. */
const isConfirmed = (datum: DatedDatum, regime: Regime): boolean =>
  standing(datum, datum.validFrom > regime.validFrom ? datum.validFrom : regime.validFrom).status ===
  'confirmed';
