import * as z from 'zod';

/** Settings of the function that keeps the public register of awards. */
export const awardsEnv = z.object({ TABLE_NAME: z.string().min(1) });

export type AwardsEnv = z.output<typeof awardsEnv>;
