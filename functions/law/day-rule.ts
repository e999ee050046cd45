import * as z from 'zod';
import type { LocalDate } from '../kernel/dates.ts';
import { lazy } from '../kernel/lazy.ts';
import dayRuleData from './data/day-rules.json' with { type: 'json' };
import { dated, holdsOn } from './datum.ts';
import { dayCount, type DayRule } from './day-count.ts';

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
