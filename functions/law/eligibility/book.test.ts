import * as z from 'zod/mini';
import { describe, expect, it } from 'vitest';
import exampleData from '../data/examples/eligibility.json' with { type: 'json' };
import { regimes } from '../regime.ts';
import { unreadLaws } from '../unread.ts';
import { bookOf, nationalBook, type RuleBook } from './book.ts';
import { bookProblems, exampleProblem } from './check-book.ts';
import { exampleSchema } from './example.ts';
import type { EligibilityRule } from './rule.ts';

const book = nationalBook();
const examples = z.array(exampleSchema).parse(exampleData);

/** The book with one rule changed. */
const changed = (id: string, change: (rule: EligibilityRule) => EligibilityRule): RuleBook =>
  bookOf({ ...book, rules: book.rules.map((rule) => (rule.id === id ? change(rule) : rule)) });

describe('the rule book', () => {
  it('has no gap, no overlap, no hole, and examples of each rule that come out as written', () => {
    expect(bookProblems(book, examples)).toEqual([]);
  });

  it.each(examples.map((example) => [`${example.rule}: ${example.why}`, example] as const))(
    '%s',
    (_, example) => {
      expect(exampleProblem(book, example)).toBeUndefined();
    },
  );

  it('finds a rule without examples, an award that does not exist, and one that nothing judges', () => {
    const id = 'lao-dong-tien-tien';
    const others = examples.filter((example) => example.rule !== id);
    expect(bookProblems(book, others)).toEqual([
      `${id}: no example that passes`,
      `${id}: no example that fails`,
    ]);
    const renamed = bookProblems(
      changed(id, (rule) => ({ ...rule, awards: ['NOPE'] })),
      others,
    );
    expect(renamed).toContain(`${id}: unknown award NOPE`);
    expect(renamed.some((problem) => problem.startsWith('LDTT for INDIVIDUAL: no rule'))).toBe(true);
  });

  it('finds an example that a changed rule turns over', () => {
    const loosened = changed('chien-si-thi-dua-cap-tinh', (rule) => ({
      ...rule,
      terms: rule.terms.map((term) => ({ ...term, needs: { is: 'UNREAD', text: 'không rõ' } })),
    }));
    expect(bookProblems(loosened, examples).length).toBeGreaterThan(0);
  });

  it('takes each law that nobody read for a regime that borrows its rules', () => {
    const borrowed = regimes().filter((regime) => regime.inherits !== null);
    expect(borrowed.map((regime) => regime.validFrom)).toEqual(unreadLaws().map((law) => law.from));
  });
});
