import * as z from 'zod/mini';

/** Settings of the function that keeps statistics. */
export const statisticsEnv = z.object({
  TABLE_NAME: z.string().check(z.minLength(1)),
  VIEW_TABLE_NAME: z.string().check(z.minLength(1)),
  AUDIT_TABLE_NAME: z.string().check(z.minLength(1)),
});

export type StatisticsEnv = z.output<typeof statisticsEnv>;
