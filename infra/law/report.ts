import { eligibilityBook } from './eligibility-book.ts';
import type { LawBook } from './law-book.ts';
import { storedBooks } from './stored-books.ts';
import { summary } from './summary.ts';

/** The table of `npm run law` line by line, and everything that is wrong with the books. */
export type LawReport = { readonly table: readonly string[]; readonly problems: readonly string[] };

const columns = ['regime', 'book', 'rules', 'cited', 'confirmed', 'unverified', 'examples passing'];

export const lawBooks = async (): Promise<readonly LawBook[]> => [
  eligibilityBook(),
  ...(await storedBooks()),
];

export const lawReport = (books: readonly LawBook[]): LawReport => ({
  table: [
    row(columns),
    ...summary(books).map((line) =>
      row([
        line.regime,
        line.book,
        line.rules,
        line.cited,
        line.confirmed,
        line.unverified,
        line.examples === 0 ? '-' : `${line.passing}/${line.examples}`,
      ]),
    ),
  ],
  problems: books.flatMap((book) => book.problems),
});

const row = (cells: readonly (string | number)[]): string =>
  cells
    .map((cell, i) => (i < 2 ? String(cell).padEnd(i === 0 ? 6 : 16) : padded(cell, columns[i] ?? '')))
    .join('  ');

const padded = (cell: string | number, column: string) => String(cell).padStart(column.length);
