import * as z from 'zod/mini';

/** Settings of the functions that keep deadlines. */
export const deadlinesEnv = z.object({ TABLE_NAME: z.string().check(z.minLength(1)) });

export type DeadlinesEnv = z.output<typeof deadlinesEnv>;
