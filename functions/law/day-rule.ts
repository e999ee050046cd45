import * as z from 'zod';
import type { LocalDate } from '../kernel/dates.ts';
import { lazy } from '../kernel/lazy.ts';
import dayRuleData from './data/day-rules.json' with { type: 'json' };
import { dayKinds } from './day-kind.ts';
import { dated, datumStatus, holdsOn } from './datum.ts';

export const dayCount = z.object({
  days: z.int().positive(),
  dayKind: z.enum(dayKinds),
  /** Whether the day from which the time runs is itself the first day. */
  countFirstDay: z.boolean(),
  /** Whether a last day without work moves the end to the next working day; says nothing of working days. */
  endsOnWorkingDay: z.boolean(),
});

/** How a stretch of days is counted. */
export type DayCount = Readonly<z.output<typeof dayCount>>;

export const dayRule = dayCount.extend({
  code: z.string().min(1),
  name: z.string().min(1),
  citation: z.string().min(1),
  status: datumStatus,
});

/** A time limit of law as it holds on one day; every slice that sets a deadline gives one of these. */
export type DayRule = Readonly<z.output<typeof dayRule>>;

const datedRule = z.object({
  code: z.string().min(1),
  name: z.string().min(1),
  terms: z.array(dated.extend(dayCount.shape)).min(1),
});

/** The time limits of law that are not one slice's own, each with its terms one after another. */
export const dayRules = lazy(() => z.array(datedRule).parse(dayRuleData));

export type DatedDayRule = ReturnType<typeof dayRules>[number];

/** What a time limit says on a day; undefined for an unknown code, or before and after its terms. */
export function dayRuleOn(code: string, on: LocalDate): DayRule | undefined {
  const rule = dayRules().find((one) => one.code === code);
  return rule && termOn(rule, on);
}

export const dayRulesOn = (on: LocalDate): readonly DayRule[] =>
  dayRules().flatMap((rule) => termOn(rule, on) ?? []);

function termOn(rule: DatedDayRule, on: LocalDate): DayRule | undefined {
  const term = rule.terms.find((one) => holdsOn(one, on));
  if (!term) return undefined;
  const { validFrom: _from, validTo: _to, ...count } = term;
  return { code: rule.code, name: rule.name, ...count };
}
