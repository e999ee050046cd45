import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { lawDate } from '../../functions/law/datum.ts';
import { bookExamples, type Examples } from './examples/run.ts';
import { lawBooks, lawReport } from './report.ts';
import { bookOf, storedBooks } from './stored-books.ts';
import { summary } from './summary.ts';

const term = (from: string, to: string | null, citation = 'Luật 06/2022/QH15, Điều 1') => ({
  validFrom: lawDate.parse(from),
  validTo: to === null ? null : lawDate.parse(to),
  citation,
  status: 'confirmed' as const,
});
const lines = (table: readonly string[]) => table.map((line) => line.trim().split(/\s{2,}/));

const data = join(import.meta.dirname, '../../functions/law/data');
const datedThing = z.looseObject({ validFrom: z.string(), citation: z.string() });

/** Everything with a validity anywhere in a file. */
function datedIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = datedThing.safeParse(value);
  const inner = Object.values(value).flatMap(datedIn);
  return own.success ? [`${own.data.validFrom} ${own.data.citation}`, ...inner] : inner;
}

describe('the report on the law', () => {
  it('finds nothing wrong, and counts each regime whose rules are all cited and whose examples all pass', async () => {
    const { table, problems } = lawReport(await lawBooks());
    expect(problems).toEqual([]);
    const totals = lines(table).filter(([, book]) => book === 'all');
    expect(totals.map(([regime]) => regime)).toEqual(['A', 'B', 'C', 'D']);
    for (const [, , rules, cited, confirmed, unverified, examples = ''] of totals) {
      expect(Number(rules)).toBeGreaterThan(200);
      expect(cited).toBe(rules);
      expect(Number(confirmed) + Number(unverified)).toBe(Number(rules));
      const [passing, all] = examples.split('/');
      expect(passing).toBe(all);
    }
  });

  // Forms of statistics decide nothing: `statisticalForms` shows them with what is unverified.
  it('leaves out no dated thing of any file of law', async () => {
    const files = readdirSync(data, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /^(?!examples|statistics-forms).*\.json$/.test(file),
    );
    const held = files.flatMap((file) => datedIn(JSON.parse(readFileSync(join(data, file), 'utf8'))));
    const books = await lawBooks();
    const told = new Set(books.flatMap((book) => book.data.map((one) => `${one.validFrom} ${one.citation}`)));
    expect(files.length).toBeGreaterThan(20);
    expect(held.length).toBeGreaterThan(300);
    expect(held.filter((one) => !told.has(one))).toEqual([]);
  });

  it('names a gap, an overlap, an empty term, a thing told twice and what has no citation', () => {
    const { problems } = lawReport([
      bookOf('BOOK', [
        { about: ['GAP'], terms: [term('2020-01-01', '2021-01-01'), term('2021-01-02', null)] },
        { about: ['OVER'], terms: [term('2020-01-01', null), term('2021-01-01', null)] },
        { about: ['EMPTY'], terms: [term('2020-01-01', '2020-01-01')] },
        { about: ['BARE'], terms: [term('2020-01-01', null, ' ')] },
        { about: ['GOOD'], terms: [term('2020-01-01', null)] },
        { about: ['GOOD'], terms: [term('2020-01-01', null)] },
      ]),
    ]);
    expect(problems).toEqual([
      'BOOK GOOD: twice',
      'BOOK GAP: a gap at 2021-01-02',
      'BOOK OVER: an overlap at 2021-01-01',
      'BOOK EMPTY: an empty term from 2020-01-01',
      'BOOK BARE: no citation from 2020-01-01',
    ]);
  });

  it('takes nothing of the law of awards for confirmed once a law is in force that nobody has read', () => {
    const book = bookOf('BOOK', [{ about: ['*'], terms: [term('2020-01-01', null)] }]);
    const confirmed = (ofAwardLaw: boolean) =>
      summary([{ ...book, ofAwardLaw }])
        .filter((line) => line.book === 'BOOK')
        .map((line) => line.confirmed);
    expect(confirmed(true)).toEqual([1, 1, 1, 0]);
    expect(confirmed(false)).toEqual([1, 1, 1, 1]);
  });

  it('counts the examples of a regime that fail beside those that pass', () => {
    const examples = [true, false, true].map((passes) => ({ regime: 'B' as const, passes }));
    const { table } = lawReport([{ ...bookOf('BOOK', []), examples }]);
    expect(
      lines(table)
        .find(([regime, book]) => regime === 'B' && book === 'all')
        ?.at(-1),
    ).toBe('2/3');
  });

  it('tries every rule of every book by examples that stand and examples that do not', async () => {
    for (const book of await storedBooks()) {
      if (book.data.length === 0) continue;
      expect(book.examples.length, book.name).toBeGreaterThanOrEqual(2);
    }
  });

  it('refuses a rule without an example for yes and for no, an example that comes out otherwise, and what it cannot read', async () => {
    const all = bookExamples();
    const problemsOf = async (changed: Record<string, Partial<Examples[string]>>) => {
      const examples = Object.entries(changed).map(([name, of]): [string, Examples[string]] => [
        name,
        { pass: [], fail: [], ...all[name], ...of },
      ]);
      const books = await storedBooks({ ...all, ...Object.fromEntries(examples) });
      return books.flatMap((book) => book.problems);
    };
    expect(await problemsOf({})).toEqual([]);
    expect(await problemsOf({ QUORUM: { fail: [] } })).toEqual(['SESSION *: no example that fails QUORUM']);
    const heroes = (line: string) => !line.includes('AHLD') && !line.includes('CSTDT');
    expect(await problemsOf({ VOTED: { pass: all['VOTED']?.pass.filter(heroes) ?? [] } })).toEqual([
      'BALLOT @HEROES CSTDTQ CSTDT: no example that passes VOTED',
    ]);
    const votes = all['VOTED']?.pass ?? [];
    expect(await problemsOf({ VOTED: { pass: [...votes, '2021-06-01 AHLD 26/29'] } })).toEqual([
      'VOTED "2021-06-01 AHLD 26/29": fails by @HEROES CSTDTQ CSTDT',
    ]);
    expect(await problemsOf({ VOTED: { pass: [...votes, '2021-06-01 NOPE 29/29'] } })).toEqual([
      `VOTED "2021-06-01 NOPE 29/29": can't be read`,
    ]);
    expect(await problemsOf({ SUNG: { pass: ['x'], fail: ['y'] } })).toEqual([
      'examples: nothing is called SUNG',
    ]);
    expect(await problemsOf({ REGIME: { pass: ['2017-10-01 A', '2021-02-30 A'] } })).toEqual([
      `REGIME "2021-02-30 A": can't be read`,
    ]);
  });
});
