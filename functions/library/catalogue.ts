import * as z from 'zod/mini';
import { localDate, type LocalDate } from '../kernel/dates.ts';
import { lazy } from '../kernel/lazy.ts';
import { authorityLevels, awardOn, type AuthorityLevel, type AwardRule } from '../law/awards.ts';
import { commendationTypes } from '../law/commendation-type.ts';
import { dated, holdsOn } from '../law/datum.ts';
import { dayKinds } from '../law/day-kind.ts';
import { procedureCode } from '../local-rules/own-procedure.ts';
import { subjectKinds } from '../law/subject-kind.ts';
import procedureData from './data/procedures.json' with { type: 'json' };

const row = z.extend(dated, {
  code: z.string().check(z.regex(procedureCode)),
  name: z.string().check(z.minLength(1)),
  level: z.enum(authorityLevels),
  awards: z.readonly(z.array(z.string()).check(z.minLength(1))),
  types: z.readonly(z.array(z.enum(commendationTypes)).check(z.minLength(1))),
  /** Those whom it is made for, where there is another for everybody else. */
  subjects: z.nullable(z.readonly(z.array(z.enum(subjectKinds)))),
  /** Null where each place sets its own, or nobody here has read it. */
  days: z.nullable(z.int().check(z.positive())),
  dayKind: z.enum(dayKinds),
  /** In đồng; null where no source tells. */
  fee: z.nullable(z.int().check(z.nonnegative())),
  sets: z.int().check(z.positive()),
});

/** An administrative procedure (thủ tục hành chính), as the catalogue of a time has it. */
export type Procedure = z.output<typeof row>;

export const procedures = lazy((): readonly Procedure[] => z.array(row).parse(procedureData));

/** Those of a day, all or of a level, by code. */
export const proceduresOn = (on: LocalDate, level: AuthorityLevel | null): readonly Procedure[] =>
  procedures()
    .filter((one) => holdsOn(one, on) && (level === null || one.level === level))
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));

/** What it is about, as the law of its last day has it. */
export const awardsOf = (procedure: Procedure): readonly AwardRule[] => {
  const on = localDate(procedure.validFrom);
  return procedure.awards.flatMap((code) => awardOn(code, on) ?? []);
};

const codePattern = /\d\.\d{6}/g;

/** The procedures that a citation names by code. */
export const proceduresCited = (citation: string): readonly Procedure[] =>
  [...new Set(citation.match(codePattern) ?? [])].flatMap(
    (code) => procedures().find((one) => one.code === code) ?? [],
  );
