import * as z from 'zod/mini';
import type { LocalDate } from '../kernel/dates.ts';
import { lazy } from '../kernel/lazy.ts';
import type { UnitKind } from '../units/unit.ts';
import { levelOf } from './authority.ts';
import { authorityLevels, type AuthorityLevel } from './awards.ts';
import dayData from './data/processing-days.json' with { type: 'json' };
import { dated, holdsOn } from './datum.ts';
import { dayCount, type DayRule } from './day-count.ts';
import { ruled } from './matter.ts';

export const processingDays = lazy(() =>
  z.array(z.extend(z.extend(dated, dayCount.shape), { level: z.enum(authorityLevels) })).parse(dayData),
);

/** How long one level may take, in one term. */
export type ProcessingTime = ReturnType<typeof processingDays>[number];

export const processingTimeOn = (level: AuthorityLevel, on: LocalDate): ProcessingTime | undefined =>
  processingDays().find((one) => one.level === level && holdsOn(one, on));

/** How long a unit of this kind may take for a dossier received on a day; undefined where it decides nothing. */
export function processingRule(kind: UnitKind, receivedOn: LocalDate): DayRule | undefined {
  const level = levelOf(kind, receivedOn);
  const rule = level && processingTimeOn(level, receivedOn);
  if (!rule) return undefined;
  const { level: at, ...count } = ruled(rule, receivedOn);
  return { code: `PROCESSING_${at}`, name: 'Giải quyết hồ sơ đề nghị khen thưởng', ...count };
}
