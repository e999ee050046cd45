import type { Resolvers } from '../generated/graphql.ts';
import { AppError } from '../kernel/app-error.ts';
import { today } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Scope } from '../kernel/scope.ts';
import { awardOn } from './awards.ts';
import { bonusFor } from './bonus.ts';
import { dossierRuleOn, prerequisitesOn, submissionDatesOn } from './catalogue.ts';
import { checkLawDay } from './check-asked.ts';
import type { CommendationType } from './commendation-type.ts';
import { commendationTypesOn } from './commendation-types.ts';
import { holdsOn, type DatumStatus } from './datum.ts';
import { lawBooksOn } from './law-books.ts';
import type { LawCase } from './matter.ts';
import { processingDays } from './processing.ts';
import { standing, unreadLaws } from './unread.ts';

const status = ({ status: given }: { readonly status: DatumStatus }) =>
  given === 'confirmed' ? ('CONFIRMED' as const) : ('UNVERIFIED' as const);

/** A day for which we hold law; BAD_USER_INPUT for any other. */
export function lawDay(deps: Pick<Scope, 'clock'>, asked: LocalDate | null | undefined): LocalDate {
  const now = today(deps.clock);
  const on = asked ?? now;
  const [problem] = checkLawDay('on', on, now);
  if (problem)
    throw new AppError('BAD_USER_INPUT', 'Không có dữ liệu pháp luật cho ngày này.', problem.details);
  return on;
}

/** What must exist for an award that exists; the checks of the books hold it. */
export function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a book has no rule for an award that exists');
  return value;
}

const asked = (awardCode: string, type: CommendationType | null | undefined, on: LocalDate): LawCase => ({
  awardCode,
  type: type ?? 'MERIT',
  on,
});

export const bookResolvers: Resolvers = {
  Query: {
    awardRule: (_root, { code, on }, { deps }) => awardOn(code, lawDay(deps, on)) ?? null,
    commendationTypes: (_root, { on }, { deps }) => commendationTypesOn(lawDay(deps, on)),
    lawBooks: (_root, { code, on }, { deps }) =>
      lawBooksOn(lawDay(deps, on)).filter((book) => code == null || book.code === code),
    unreadLaws: (_root, { on }, { deps }) => {
      const day = lawDay(deps, on);
      return unreadLaws().filter((law) => law.from <= day);
    },
  },
  AwardRule: {
    prerequisites: ({ code, on }, { type }) => prerequisitesOn(asked(code, type, on)),
    dossier: ({ code, on }, { type }) => must(dossierRuleOn(asked(code, type, on))),
    submissionDates: ({ code, on }, { type }) => submissionDatesOn(asked(code, type, on)),
    processing: ({ decidedBy, on }) =>
      processingDays()
        .filter((one) => decidedBy.includes(one.level) && holdsOn(one, on))
        .map((one) => ({ ...one, ...standing(one, on) })),
    procedure: ({ code, on }, { type }) => asked(code, type, on),
    bonuses: ({ code, subjects, on }) =>
      subjects.map((subjectKind) => ({
        subjectKind,
        bonus: must(bonusFor({ awardCode: code, subjectKind, decidedOn: on })),
      })),
  },
  LawBook: {
    confirmed: ({ data }) => data.filter((one) => one.status === 'confirmed').length,
    unverified: ({ data }) => data.filter((one) => one.status === 'unverified').length,
  },
  LawDatum: { status },
  CommendationTypeRule: { status },
  Prerequisite: { status },
  DossierForm: { status },
  DossierRule: { status },
  SubmissionDate: { status },
  ProcessingTime: { status },
};
