import * as z from 'zod/mini';
import type { LocalDate } from '../kernel/dates.ts';
import { lazy } from '../kernel/lazy.ts';
import { awardOn, type AwardRule } from './awards.ts';
import { commendationTypes, type CommendationType } from './commendation-type.ts';
import groupData from './data/award-groups.json' with { type: 'json' };
import { dated, holdsOn, type DatedDatum, type DatumStatus } from './datum.ts';
import { standing } from './unread.ts';

/** Names for awards that the law treats alike, such as `ORDERS`. */
export const awardGroups = lazy(() =>
  z.record(z.string(), z.array(z.string()).check(z.minLength(1))).parse(groupData),
);

/** Rules of one matter; the first whose awards and types match and that has a term on the day is the one. */
export const matter = <Shape extends z.core.$ZodShape>(shape: Shape) =>
  z
    .array(
      z.object({
        /** Codes, `@GROUP`, `@STATE`, `@PROVINCE`, `@BASE` (by who decides on the day) or `*`. */
        awards: z.array(z.string().check(z.regex(/^(\*|@?[A-Z0-9_]+)$/))).check(z.minLength(1)),
        /** Every type when absent. */
        types: z.optional(z.array(z.enum(commendationTypes)).check(z.minLength(1))),
        terms: z.array(z.extend(dated, shape)).check(z.minLength(1)),
      }),
    )
    .check(z.minLength(1));

/** A rule of any matter, for whoever checks or counts them all. */
export type MatterRule = {
  readonly awards: readonly string[];
  readonly types?: readonly CommendationType[] | undefined;
  readonly terms: readonly DatedDatum[];
};

/** What a matter is asked about: an award as proposed, on the day that selects the law. */
export type LawCase = {
  readonly awardCode: string;
  readonly type: CommendationType;
  readonly on: LocalDate;
};

/** A datum as it holds on a day, with its article and whether that text was read. */
export type Ruled<T> = Omit<T, 'validFrom' | 'validTo'> & {
  readonly citation: string;
  readonly status: DatumStatus;
};

/** The term of the first matching rule; undefined for an award that doesn't exist on the day. */
export function termOf<R extends MatterRule>(
  rules: readonly R[],
  { awardCode, type, on }: LawCase,
): R['terms'][number] | undefined {
  const award = awardOn(awardCode, on);
  if (!award) return undefined;
  for (const rule of rules) {
    if (rule.types && !rule.types.includes(type)) continue;
    if (!rule.awards.some((selector) => selects(selector, award))) continue;
    const term = rule.terms.find((one) => holdsOn(one, on));
    if (term) return term;
  }
  return undefined;
}

/** A term without its validity, standing where it stands on the day. */
export function ruled<T extends DatedDatum>(term: T, on: LocalDate): Ruled<T> {
  const { validFrom: _from, validTo: _to, ...rule } = term;
  return { ...rule, ...standing(term, on) };
}

function selects(selector: string, award: AwardRule): boolean {
  if (selector === '*') return true;
  if (selector === '@STATE') return award.stateLevel;
  if (selector === '@PROVINCE') return award.decidedBy.includes('PROVINCE');
  if (selector === '@BASE') return !award.stateLevel && !award.decidedBy.includes('PROVINCE');
  return selector.startsWith('@')
    ? (awardGroups()[selector.slice(1)]?.includes(award.code) ?? false)
    : selector === award.code;
}
