import { localDate, yearOf, type LocalDate } from '../kernel/dates.ts';
import { endYear, type AchievementYear } from './achievement-year.ts';
import { catalogueBook, type CatalogueBook } from './catalogue-book.ts';
import type { Component } from './component.ts';
import type { DatumStatus } from './datum.ts';
import { ruled, termOf, type LawCase } from './matter.ts';
import type { SubjectKind } from './subject-kind.ts';

export type Cited = { readonly citation: string; readonly status: DatumStatus };

/** What an award demands, in words, per kind of subject. */
export type Prerequisite = Cited & { readonly subjects: readonly SubjectKind[]; readonly text: string };

export function prerequisitesOn(asked: LawCase): readonly Prerequisite[] {
  const term = termOf(catalogueBook().prerequisites, asked);
  if (!term) return [];
  const { texts, citation, status } = ruled(term, asked.on);
  return texts.map((one) => ({ ...one, citation, status }));
}

export type DossierForm = Cited & {
  readonly component: Component;
  readonly subjects: readonly SubjectKind[];
  readonly form: string;
};

/** How many sets a dossier has, whether files go with it, and the numbers of its statutory forms. */
export type DossierRule = Cited & {
  readonly sets: number;
  readonly electronic: boolean;
  readonly forms: readonly DossierForm[];
};

/** Undefined for an award that doesn't exist on the day. */
export function dossierRuleOn(asked: LawCase): DossierRule | undefined {
  const sets = termOf(catalogueBook().dossiers, asked);
  const forms = termOf(catalogueBook().forms, asked);
  if (!sets) return undefined;
  return { ...ruled(sets, asked.on), forms: forms ? formsOf(forms, asked.on) : [] };
}

function formsOf(
  term: CatalogueBook['forms'][number]['terms'][number],
  on: LocalDate,
): readonly DossierForm[] {
  const { letter, reports, citation, status } = ruled(term, on);
  const cited = { citation, status };
  const everyone = [...new Set(reports.flatMap((one) => one.subjects))];
  return [
    ...(letter === null
      ? []
      : [{ component: 'SUBMISSION_LETTER' as const, subjects: everyone, form: letter, ...cited }]),
    ...reports.map((one) => ({ component: 'ACHIEVEMENT_REPORT' as const, ...one, ...cited })),
  ];
}

type CalendarDate = CatalogueBook['calendar'][number]['terms'][number]['dates'][number];

/** A date by which a proposal has to be somewhere; `provincial` when a plan of the province says so, not the nation. */
export type SubmissionDate = Cited & CalendarDate & { readonly provincial: boolean };

/** Both calendars of an award: of the nation and, where a plan is known, of the province. */
export const submissionDatesOn = (asked: LawCase): readonly SubmissionDate[] => [
  ...datesOf('calendar', asked),
  ...datesOf('practice', asked),
];

function datesOf(matter: 'calendar' | 'practice', asked: LawCase): readonly SubmissionDate[] {
  const term = termOf(catalogueBook()[matter], asked);
  if (!term) return [];
  const { dates, citation, status } = ruled(term, asked.on);
  return dates.map((one) => ({ ...one, provincial: matter === 'practice', citation, status }));
}

/** The day itself, for achievements of a year: Cờ thi đua of 2020 went by 2021-03-31. */
export function submissionDay(
  date: Pick<SubmissionDate, 'by' | 'yearsAfter'>,
  year: AchievementYear,
): LocalDate {
  const last = localDate(`${endYear(year) + date.yearsAfter}-01-01`);
  return localDate(`${yearOf(last)}-${date.by}`);
}
