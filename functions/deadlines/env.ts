import * as z from 'zod';

/** Settings of the functions that keep deadlines. */
export const deadlinesEnv = z.object({ TABLE_NAME: z.string().min(1) });

export type DeadlinesEnv = z.output<typeof deadlinesEnv>;
