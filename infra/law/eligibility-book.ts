import * as z from 'zod';
import exampleData from '../../functions/law/data/examples/eligibility.json' with { type: 'json' };
import { nationalBook } from '../../functions/law/eligibility/book.ts';
import { bookProblems, exampleProblem } from '../../functions/law/eligibility/check-book.ts';
import { exampleSchema } from '../../functions/law/eligibility/example.ts';
import { regimeOn } from '../../functions/law/regime.ts';
import type { LawBook } from './law-book.ts';

export function eligibilityBook(): LawBook {
  const book = nationalBook();
  const examples = z.array(exampleSchema).parse(exampleData);
  return {
    name: 'ELIGIBILITY',
    data: [...book.rules.flatMap((rule) => rule.terms), ...book.common, ...book.counting],
    ofAwardLaw: true,
    problems: bookProblems(book, examples),
    examples: examples.map((example) => ({
      regime: regimeOn(example.received ?? example.on)?.key ?? 'A',
      passes: exampleProblem(book, example) === undefined,
    })),
  };
}
