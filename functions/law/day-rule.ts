import * as z from 'zod/mini';
import type { LocalDate } from '../kernel/dates.ts';
import { lazy } from '../kernel/lazy.ts';
import dayRuleData from './data/day-rules.json' with { type: 'json' };
import { dated, holdsOn, type DatedDatum } from './datum.ts';
import { dayCount, type DayRule } from './day-count.ts';
import { ruled } from './matter.ts';

const datedRule = z.object({
  code: z.string().check(z.minLength(1)),
  name: z.string().check(z.minLength(1)),
  /** False for limits that stand in laws on complaints and denunciations, which a law on awards puts in no doubt. */
  ofAwardLaw: z._default(z.boolean(), true),
  terms: z.array(z.extend(dated, dayCount.shape)).check(z.minLength(1)),
});

/** The time limits of law that are not one slice's own, each with its terms one after another. */
export const dayRules = lazy(() => z.array(datedRule).parse(dayRuleData));

export type DatedDayRule = ReturnType<typeof dayRules>[number];

/** What a time limit says on a day; undefined for an unknown code, or before and after its terms. */
export function dayRuleOn(code: string, on: LocalDate): DayRule | undefined {
  const rule = dayRules().find((one) => one.code === code);
  return rule && onDay(rule, on);
}

export const dayRulesOn = (on: LocalDate): readonly DayRule[] =>
  dayRules().flatMap((rule) => onDay(rule, on) ?? []);

function onDay({ code, name, terms, ofAwardLaw }: DatedDayRule, on: LocalDate): DayRule | undefined {
  const term = terms.find((one) => holdsOn(one, on));
  return term && { code, name, ...(ofAwardLaw ? ruled(term, on) : undated(term)) };
}

function undated<T extends DatedDatum>({ validFrom: _from, validTo: _to, ...rule }: T) {
  return rule;
}
