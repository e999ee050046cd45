import { localDate, yearOf, type LocalDate } from '../kernel/dates.ts';

export const yearKinds = ['CALENDAR', 'SCHOOL'] as const;

/** The year whose results count: 2020 of a school is 2020–2021. */
export type AchievementYear = { readonly kind: (typeof yearKinds)[number]; readonly year: number };

/** The calendar year in which it ends: what puts years of both kinds into one order. */
export const endYear = ({ kind, year }: AchievementYear): number => (kind === 'SCHOOL' ? year + 1 : year);

/** Its last day: 31 December, or 31 August of a school year. */
export const lastDay = (year: AchievementYear): LocalDate =>
  localDate(`${endYear(year)}-${year.kind === 'SCHOOL' ? '08-31' : '12-31'}`);

/** As offices write it. */
export const yearName = ({ kind, year }: AchievementYear): string =>
  kind === 'SCHOOL' ? `năm học ${year}–${year + 1}` : `năm ${year}`;

/** Its first day: 1 January, or 1 September of a school year. */
export const firstDay = ({ kind, year }: AchievementYear): LocalDate =>
  localDate(`${year}-${kind === 'SCHOOL' ? '09-01' : '01-01'}`);

/** The results that Decree 91/2017 was first applied to: those of the year before the one in which it came. */
export const firstYear = 2016;

/** Whether results of a year can be judged on a day: it has begun, and the law in the books was already applied to it. */
export const isJudgedOn = (year: AchievementYear, on: LocalDate): boolean =>
  Number.isInteger(year.year) && year.year >= firstYear && year.year <= yearOf(on) && firstDay(year) <= on;

/** The year of the same kind that ends in a calendar year. */
export const yearEnding = (kind: AchievementYear['kind'], end: number): AchievementYear => ({
  kind,
  year: kind === 'SCHOOL' ? end - 1 : end,
});
