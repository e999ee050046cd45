import * as z from 'zod/mini';

/** Settings of the function that keeps the public register of awards, and search and statistics. */
export const awardsEnv = z.object({
  TABLE_NAME: z.string().check(z.minLength(1)),
  VIEW_TABLE_NAME: z.string().check(z.minLength(1)),
});

export type AwardsEnv = z.output<typeof awardsEnv>;
