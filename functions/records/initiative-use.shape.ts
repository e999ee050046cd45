import * as z from 'zod/mini';
import { storedDate } from '../kernel/table/schemas.ts';
import { yearKinds } from '../law/achievement-year.ts';

/** An award that an initiative served, as the initiative and its authors' files keep it. */
export const usedForShape = () =>
  z.object({
    awardCode: z.string(),
    year: z.object({ kind: z.enum(yearKinds), year: z.int() }),
    decision: z.optional(
      z.object({ awardId: z.string(), number: z.string(), on: storedDate, sure: z.boolean() }),
    ),
  });
