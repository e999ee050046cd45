import * as z from 'zod/mini';
import type { Dossier } from '../dossiers/dossier.ts';
import { localDate, type LocalDate } from '../kernel/dates.ts';
import { lazy } from '../kernel/lazy.ts';
import { levelOf } from '../law/authority.ts';
import { authorityLevels, awardOn, type AuthorityLevel, type AwardRule } from '../law/awards.ts';
import { commendationTypes } from '../law/commendation-type.ts';
import { dated, holdsOn } from '../law/datum.ts';
import { dayKinds } from '../law/day-kind.ts';
import { subjectKinds, type SubjectKind } from '../law/subject-kind.ts';
import type { UnitKind } from '../units/unit.ts';
import procedureData from './data/procedures.json' with { type: 'json' };

const row = z.extend(dated, {
  code: z.string().check(z.regex(/^\d\.\d{6}$/)),
  name: z.string().check(z.minLength(1)),
  level: z.enum(authorityLevels),
  awards: z.array(z.string()).check(z.minLength(1)),
  types: z.array(z.enum(commendationTypes)).check(z.minLength(1)),
  /** Those whom it is made for, where there is another for everybody else. */
  subjects: z.nullable(z.array(z.enum(subjectKinds))),
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

type Asked = Pick<Dossier, 'type' | 'totalPerAward' | 'receipt'>;

/**
 * The procedures under which a dossier was received by a unit of this kind: those made for its subjects, where there are
 * any, else the general ones. None before its receipt.
 */
export async function proceduresOf(
  dossier: Asked,
  unitKind: UnitKind,
  firstKind: () => Promise<SubjectKind | undefined>,
): Promise<readonly Procedure[]> {
  const on = dossier.receipt?.receivedOn;
  const level = on && levelOf(unitKind, on);
  if (!on || !level) return [];
  const fitting = proceduresOn(on, level).filter(
    (one) => one.types.includes(dossier.type) && one.awards.some((code) => code in dossier.totalPerAward),
  );
  const special = fitting.filter((one) => one.subjects !== null);
  const kind = special.length > 0 ? await firstKind() : undefined;
  const made = special.filter((one) => kind !== undefined && one.subjects?.includes(kind));
  return made.length > 0 ? made : fitting.filter((one) => one.subjects === null);
}
