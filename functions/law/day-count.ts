import * as z from 'zod/mini';
import { datumStatus } from './datum.ts';
import { dayKinds } from './day-kind.ts';

export const dayCount = z.object({
  days: z.int().check(z.positive()),
  dayKind: z.enum(dayKinds),
  /** Whether the day from which the time runs is itself the first day. */
  countFirstDay: z.boolean(),
  /** Whether a last day without work moves the end to the next working day; says nothing of working days. */
  endsOnWorkingDay: z.boolean(),
});

/** How a stretch of days is counted. */
export type DayCount = Readonly<z.output<typeof dayCount>>;

export const dayRule = z.extend(dayCount, {
  code: z.string().check(z.minLength(1)),
  name: z.string().check(z.minLength(1)),
  citation: z.string().check(z.minLength(1)),
  status: datumStatus,
});

/** A time limit of law as it holds on one day; every slice that sets a deadline gives one of these. */
export type DayRule = Readonly<z.output<typeof dayRule>>;
