import { addDays, type LocalDate } from '../kernel/dates.ts';
import { awardsOn, catalogue } from './awards.ts';
import { bonusBook } from './bonus-book.ts';
import { bonusFor } from './bonus.ts';
import { catalogueBook } from './catalogue-book.ts';
import { dossierRuleOn, prerequisitesOn } from './catalogue.ts';
import { isCited } from './check-terms.ts';
import { commendationTypes } from './commendation-type.ts';
import { holdsOn } from './datum.ts';
import { holidayLaw, isWeekend } from './holidays.ts';
import { rulesOfBooks } from './law-books.ts';
import { componentRoomOn, localRoomBook, nationalQuotaOn } from './local-room.ts';
import { awardGroups, type LawCase, type MatterRule } from './matter.ts';
import { procedureBook } from './procedure-book.ts';
import {
  ballotRuleOn,
  deliberationRuleOn,
  noticeRuleOn,
  opinionRuleOn,
  partyOpinionRuleOn,
  postingRuleOn,
  recusalRuleOn,
  reissueRuleOn,
  revocationRuleOn,
  sessionRuleOn,
  simpleProcedureOn,
  tieBreakRuleOn,
} from './procedure.ts';
import { regimes } from './regime.ts';

/** What answers each matter of procedure, by the code of its book. */
export const procedureRules = {
  BALLOT: ballotRuleOn,
  DELIBERATION: deliberationRuleOn,
  NOTICES: noticeRuleOn,
  OPINIONS: opinionRuleOn,
  PARTY_OPINION: partyOpinionRuleOn,
  POSTING: postingRuleOn,
  RECUSAL: recusalRuleOn,
  REISSUE: reissueRuleOn,
  REVOCATION: revocationRuleOn,
  SESSION: sessionRuleOn,
  SIMPLE: simpleProcedureOn,
  TIE_BREAK: tieBreakRuleOn,
} as const;

/** Every day on which a datum of any book begins, and the day before it: where an answer may change. */
function turningDays(): readonly LocalDate[] {
  const [first] = regimes();
  const begins = rulesOfBooks().flatMap(({ rules }) =>
    rules.flatMap((rule) => rule.terms.map((term) => term.validFrom)),
  );
  const days = new Set(begins.flatMap((day) => [day, addDays(day, -1)]));
  return [...days].filter((day) => first && day >= first.validFrom);
}

/** Awards and days for which some book has no cited answer, asked as the use cases ask. */
export function silenceProblems(days: readonly LocalDate[] = turningDays()): readonly string[] {
  const asked = days.flatMap((on) =>
    awardsOn(on).flatMap(({ code }) => commendationTypes.map((type) => ({ awardCode: code, type, on }))),
  );
  return [
    ...asked.flatMap((one) =>
      silentOn(one).map((what) => `${what}: silent of ${one.awardCode} ${one.type} on ${one.on}`),
    ),
    ...days.flatMap((on) => [
      ...withoutBonus(on).map((code) => `BONUS: silent of ${code} on ${on}`),
      ...chains()
        .filter(([, terms]) => terms.filter((term) => holdsOn(term, on)).length !== 1)
        .map(([name]) => `${name}: not one term on ${on}`),
    ]),
  ];
}

const silentOn = (one: LawCase): readonly string[] => [
  ...Object.entries(procedureRules).flatMap(([matter, rule]) => {
    const answer = rule(one);
    return answer && isCited(answer) ? [] : [matter];
  }),
  ...(prerequisitesOn(one).length > 0 ? [] : ['PREREQUISITES']),
  ...(dossierRuleOn(one) ? [] : ['DOSSIERS']),
  ...(nationalQuotaOn(one) ? [] : ['LOCAL_QUOTAS']),
  ...(componentRoomOn(one) ? [] : ['LOCAL_COMPONENTS']),
];

const withoutBonus = (on: LocalDate): readonly string[] =>
  awardsOn(on)
    .filter(({ code, subjects }) =>
      subjects.some((subjectKind) => bonusFor({ awardCode: code, subjectKind, decidedOn: on }) === undefined),
    )
    .map(({ code }) => code);

const chains = () =>
  [
    ['BASE_SALARY', bonusBook().baseSalary],
    ['ROUNDING', bonusBook().rounding],
    ['STACKING', bonusBook().stacking],
    ['FUND_LIMITS', bonusBook().fundLimits],
  ] as const;

/** Selectors and groups that name what doesn't exist, and rules that a general one before them hides. */
export function selectorProblems(
  books: Readonly<Record<string, readonly MatterRule[]>> = {
    ...procedureBook(),
    ...catalogueBook(),
    ...localRoomBook(),
    bonus: bonusBook().rates,
  },
): readonly string[] {
  const codes = new Set(catalogue().map((award) => award.code));
  const groups = Object.entries(awardGroups());
  const known = new Set([...codes, ...groups.map(([name]) => `@${name}`), ...wholes]);
  return [
    ...groups.flatMap(([name, members]) =>
      members.filter((code) => !codes.has(code)).map((code) => `@${name}: unknown award ${code}`),
    ),
    ...Object.entries(books).flatMap(([name, rules]) => {
      const general = rules.findIndex((rule) => rule.awards.includes('*') && !rule.types);
      const hidden = general === -1 ? [] : rules.slice(general + 1);
      return [
        ...rules
          .flatMap((rule) => rule.awards.filter((selector) => !known.has(selector)))
          .map((selector) => `${name}: unknown award ${selector}`),
        ...hidden.map((rule) => `${name} ${rule.awards.join(' ')}: hidden by an earlier rule`),
      ];
    }),
  ];
}

const wholes = ['*', '@STATE', '@PROVINCE', '@BASE'];

/** Notices that swap anything but a weekday for a weekend day, or two for one year. */
export function noticeProblems(years = holidayLaw().years): readonly string[] {
  const seen = years.map((one) => one.year);
  return [
    ...seen.filter((year, i) => seen.indexOf(year) < i).map((year) => `notice of ${year}: twice`),
    ...years.flatMap(({ year, swaps }) =>
      swaps
        .filter(({ off, worked }) => isWeekend(off) || !isWeekend(worked))
        .map(({ off, worked }) => `notice of ${year}: ${off} for ${worked} is no swap`),
    ),
  ];
}
