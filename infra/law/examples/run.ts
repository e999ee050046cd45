import * as z from 'zod';
import exampleData from '../../../functions/law/data/examples/books.json' with { type: 'json' };
import { parseLocalDate } from '../../../functions/kernel/dates.ts';
import type { BookRule } from '../../../functions/law/check-terms.ts';
import { regimeOn } from '../../../functions/law/regime.ts';
import type { WorkCalendar } from '../../../functions/law/work-calendar.ts';
import type { LawBook } from '../law-book.ts';
import { nameOf, type Aspect } from './aspect.ts';
import { awardAspects } from './of-awards.ts';
import { dayAspects } from './of-days.ts';
import { moneyAspects } from './of-money.ts';
import { procedureAspects } from './of-procedure.ts';

/** Of each aspect the examples that stand and those that don't, each a day and the words that the aspect reads. */
const schema = z.record(
  z.string(),
  z.strictObject({ pass: z.array(z.string()).min(1), fail: z.array(z.string()).min(1) }),
);
export type Examples = z.output<typeof schema>;

export const bookExamples = (): Examples => schema.parse(exampleData);

const aspects: Readonly<Record<string, Aspect>> = {
  ...awardAspects,
  ...procedureAspects,
  ...moneyAspects,
  ...dayAspects,
};

type Run = {
  readonly aspect: string;
  readonly line: string;
  readonly wanted: boolean;
  readonly regime: LawBook['examples'][number]['regime'];
  /** The rule that it fell under; undefined for what can't be read. */
  readonly about: string | undefined;
  readonly passes: boolean;
};

/** The examples of one book, tried, and everything that is wrong: lines, and rules that none passes or none fails. */
export function tryExamples(
  book: string,
  rules: readonly BookRule[],
  calendar: WorkCalendar,
  examples: Examples = bookExamples(),
): Pick<LawBook, 'examples' | 'problems'> {
  const own = Object.entries(aspects).filter(([, aspect]) => aspect.book === book);
  const runs = own.flatMap(([name, aspect]) => runsOf(name, aspect, examples, calendar));
  return {
    examples: runs.map(({ regime, passes }) => ({ regime, passes })),
    problems: [
      ...(own.length === 0 && rules.length > 0 ? [`${book}: nothing tries its rules`] : []),
      ...runs.filter((run) => !run.passes).map(complaint),
      ...own.flatMap(([name]) => rules.flatMap(({ about }) => untried(book, name, nameOf(about), runs))),
    ],
  };
}

/** Names that no aspect goes by. */
export const unknownAspects = (examples: Examples = bookExamples()): readonly string[] =>
  Object.keys(examples)
    .filter((name) => !Object.hasOwn(aspects, name))
    .map((name) => `examples: nothing is called ${name}`);

function runsOf(name: string, aspect: Aspect, examples: Examples, calendar: WorkCalendar): readonly Run[] {
  const { pass = [], fail = [] } = examples[name] ?? {};
  const lines = [
    ...pass.map((line) => ({ line, wanted: true })),
    ...fail.map((line) => ({ line, wanted: false })),
  ];
  return lines.map(({ line, wanted }) => {
    const [day = '', ...words] = line.split(' ');
    const on = parseLocalDate(day);
    const judged = on && aspect.judge(on, words, calendar);
    return {
      aspect: name,
      line,
      wanted,
      regime: (on && regimeOn(on)?.key) ?? 'A',
      about: judged?.about,
      passes: judged?.holds === wanted,
    };
  });
}

const complaint = ({ aspect, line, wanted, about }: Run): string =>
  about === undefined
    ? `${aspect} "${line}": can't be read`
    : `${aspect} "${line}": ${wanted ? 'fails' : 'passes'} by ${about}`;

const untried = (book: string, aspect: string, about: string, runs: readonly Run[]): readonly string[] =>
  [true, false]
    .filter(
      (wanted) => !runs.some((one) => one.aspect === aspect && one.about === about && one.wanted === wanted),
    )
    .map((wanted) => `${book} ${about}: no example that ${wanted ? 'passes' : 'fails'} ${aspect}`);
