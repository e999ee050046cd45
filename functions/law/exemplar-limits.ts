import * as z from 'zod/mini';
import { localDate } from '../kernel/dates.ts';
import { lazy } from '../kernel/lazy.ts';
import { dated, holdsOn, type DatumStatus } from './datum.ts';
import { ruled } from './matter.ts';
import limitData from './data/exemplar-limits.json' with { type: 'json' };

/** How many exemplars a unit is to introduce in a year, and who says so. */
export type ExemplarLimits = {
  readonly atLeast: number;
  /** One more needs an approval. */
  readonly atMost: number;
  readonly citation: string;
  readonly status: DatumStatus;
};

export const exemplarLimits = lazy(() =>
  z
    .array(z.extend(dated, { atLeast: z.int().check(z.positive()), atMost: z.int().check(z.positive()) }))
    .parse(limitData),
);

/** The limits of the plan that governs a year; undefined for years whose plan we don't hold. */
export function exemplarLimitsIn(year: number): ExemplarLimits | undefined {
  const on = localDate(`${year}-12-31`);
  const found = exemplarLimits().find((one) => holdsOn(one, on));
  return found && ruled(found, on);
}
