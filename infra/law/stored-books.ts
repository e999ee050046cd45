import { noticeProblems, selectorProblems, silenceProblems } from '../../functions/law/check-books.ts';
import { ruleProblems, type BookRule } from '../../functions/law/check-terms.ts';
import { dayRules } from '../../functions/law/day-rule.ts';
import { lawDate } from '../../functions/law/datum.ts';
import { exemplarLimits } from '../../functions/law/exemplar-limits.ts';
import { holidayLaw } from '../../functions/law/holidays.ts';
import { isOfAwardLaw, rulesOfBooks } from '../../functions/law/law-books.ts';
import { regimes } from '../../functions/law/regime.ts';
import type { LawBook } from './law-book.ts';

/** Every book but that of eligibility: they hold no examples of their own, the tests do. */
export const storedBooks = (): readonly LawBook[] => [
  ...rulesOfBooks().map(({ code, rules }) => ({ ...bookOf(code, rules), ofAwardLaw: isOfAwardLaw(code) })),
  bookOf('REGIMES', [{ about: ['*'], terms: regimes() }]),
  bookOf('DAY_RULES', daysOf(true)),
  { ...bookOf('OTHER_DAYS', daysOf(false)), ofAwardLaw: false },
  bookOf('EXEMPLARS', [{ about: ['*'], terms: exemplarLimits() }]),
  { ...bookOf('HOLIDAYS', holidayRules()), ofAwardLaw: false },
  { ...bookOf('ACROSS', []), problems: [...selectorProblems(), ...silenceProblems(), ...noticeProblems()] },
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
