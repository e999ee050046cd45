import * as z from 'zod/mini';

/** Settings of the function that keeps the keys of ballots and counts. */
export const ballotsEnv = z.object({
  TABLE_NAME: z.string().check(z.minLength(1)),
  BOX_TABLE_NAME: z.string().check(z.minLength(1)),
  BALLOT_KEY_ID: z.string().check(z.minLength(1)),
});

export type BallotsEnv = z.output<typeof ballotsEnv>;
