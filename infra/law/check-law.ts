import { eligibilityBook } from './eligibility-book.ts';
import { summary } from './summary.ts';

const books = [eligibilityBook()];
const columns = ['book', 'regime', 'rules', 'cited', 'confirmed', 'unverified', 'examples passing'];
const print = (cells: readonly (string | number)[]) =>
  void process.stdout.write(
    `${cells.map((cell, i) => (i < 2 ? String(cell).padEnd(12) : String(cell).padStart(columns[i]?.length ?? 0))).join('  ')}\n`,
  );

print(columns);
for (const line of summary(books))
  print([
    line.book,
    line.regime,
    line.rules,
    line.cited,
    line.confirmed,
    line.unverified,
    `${line.passing}/${line.examples}`,
  ]);

const problems = books.flatMap((book) => book.problems);
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;
