import * as z from 'zod';

/** Settings of the function that keeps statistics. */
export const statisticsEnv = z.object({ TABLE_NAME: z.string().min(1), AUDIT_TABLE_NAME: z.string().min(1) });

export type StatisticsEnv = z.output<typeof statisticsEnv>;
