import type { LocalDate } from '../../../functions/kernel/dates.ts';
import { commendationTypes } from '../../../functions/law/commendation-type.ts';
import { termOf, type LawCase, type MatterRule } from '../../../functions/law/matter.ts';
import type { WorkCalendar } from '../../../functions/law/work-calendar.ts';

/** The rule that an example fell under, as its book names it, and whether what the example says stands under it. */
export type Judged = { readonly about: string; readonly holds: boolean };

/** What an example is judged by, on a day: its words, and the calendar of law. Undefined for what can't be read. */
export type Judge = (on: LocalDate, words: readonly string[], calendar: WorkCalendar) => Judged | undefined;

/** One way to try the rules of a book; each rule of the book has to pass and to fail it once. */
export type Aspect = { readonly book: string; readonly judge: Judge };

export const nameOf = (about: readonly string[]): string => about.join(' ');

/** `BKT`, or `BKT/AD_HOC` for a type other than merit. */
export function caseOf(word: string | undefined, on: LocalDate): LawCase {
  const [awardCode = '', type] = (word ?? '').split('/');
  return { awardCode, type: commendationTypes.find((one) => one === type) ?? 'MERIT', on };
}

/** Judges by the rule of a matter that an award falls under. */
export const ofMatter = <R extends MatterRule>(
  book: string,
  rules: () => readonly R[],
  holds: (
    term: R['terms'][number],
    words: readonly string[],
    asked: LawCase,
    calendar: WorkCalendar,
  ) => boolean,
): Aspect => ({
  book,
  judge: (on, [award, ...words], calendar) => {
    const asked = caseOf(award, on);
    const term = termOf(rules(), asked);
    const rule = rules().find((one) => one.terms.some((each) => each === term));
    if (!term || !rule) return undefined;
    const about = nameOf([...rule.awards, ...(rule.types ?? [])]);
    return { about, holds: holds(term, words, asked, calendar) };
  },
});

/** `27/29` and `27/29-1`: of how many, and how many may not vote. */
export function shareOf(word: string | undefined) {
  const [, part, whole, without = '0'] = /^(\d+)\/(\d+)(?:-(\d+))?$/.exec(word ?? '') ?? [];
  return { part: Number(part), whole: Number(whole), without: Number(without) };
}
