import { noticeProblems, selectorProblems, silenceProblems } from '../../functions/law/check-books.ts';
import { ruleProblems, type BookRule } from '../../functions/law/check-terms.ts';
import { dayRules } from '../../functions/law/day-rule.ts';
import { lawDate } from '../../functions/law/datum.ts';
import { exemplarLimits } from '../../functions/law/exemplar-limits.ts';
import { holidayLaw } from '../../functions/law/holidays.ts';
import { isOfAwardLaw, rulesOfBooks } from '../../functions/law/law-books.ts';
import { regimes } from '../../functions/law/regime.ts';
import { openCalendar } from '../../functions/law/work-calendar.ts';
import { bookExamples, tryExamples, unknownAspects, type Examples } from './examples/run.ts';
import type { LawBook } from './law-book.ts';

/** Every book but that of eligibility, its rules tried by examples. */
export async function storedBooks(examples: Examples = bookExamples()): Promise<readonly LawBook[]> {
  const calendar = await openCalendar([], 0);
  return [
    ...rulesOfAll().map(({ name, rules, ofAwardLaw }) => {
      const tried = tryExamples(name, rules, calendar, examples);
      const book = bookOf(name, rules);
      return {
        ...book,
        ofAwardLaw,
        examples: tried.examples,
        problems: [...book.problems, ...tried.problems],
      };
    }),
    { ...bookOf('ACROSS', []), problems: acrossProblems(examples) },
  ];
}

const acrossProblems = (examples: Examples): readonly string[] => [
  ...selectorProblems(),
  ...silenceProblems(),
  ...noticeProblems(),
  ...unknownAspects(examples),
];

type Held = Pick<LawBook, 'name' | 'ofAwardLaw'> & { readonly rules: readonly BookRule[] };

const rulesOfAll = (): readonly Held[] => [
  ...rulesOfBooks().map(({ code, rules }) => ({ name: code, rules, ofAwardLaw: isOfAwardLaw(code) })),
  { name: 'REGIMES', rules: [{ about: ['*'], terms: regimes() }], ofAwardLaw: true },
  { name: 'DAY_RULES', rules: daysOf(true), ofAwardLaw: true },
  { name: 'OTHER_DAYS', rules: daysOf(false), ofAwardLaw: false },
  { name: 'EXEMPLARS', rules: [{ about: ['*'], terms: exemplarLimits() }], ofAwardLaw: true },
  { name: 'HOLIDAYS', rules: holidayRules(), ofAwardLaw: false },
];

const daysOf = (ofAwardLaw: boolean): readonly BookRule[] =>
  dayRules()
    .filter((rule) => rule.ofAwardLaw === ofAwardLaw)
    .map(({ code, terms }) => ({ about: [code], terms }));

/** A book of rules, with what is wrong with each. */
export const bookOf = (name: string, rules: readonly BookRule[]): LawBook => ({
  name,
  data: rules.flatMap((rule) => rule.terms),
  ofAwardLaw: true,
  problems: ruleProblems(name, rules),
  examples: [],
});

/** The working week has no dates: it holds as long as the rest is held. A notice holds for its year. */
function holidayRules(): readonly BookRule[] {
  const { weekend, substitute, rules, years } = holidayLaw();
  const begins = substitute.slice(0, 1);
  return [
    { about: ['WEEKEND'], terms: begins.map(({ validFrom }) => ({ ...weekend, validFrom, validTo: null })) },
    { about: ['SUBSTITUTE'], terms: substitute },
    ...rules.map(({ code, terms }) => ({ about: [code], terms })),
    ...years.map(({ year, citation, status }) => ({
      about: [`NOTICE_${year}`],
      terms: [{ validFrom: newYear(year), validTo: newYear(year + 1), citation, status }],
    })),
  ];
}

const newYear = (year: number) => lawDate.parse(`${year}-01-01`);
