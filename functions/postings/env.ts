import * as z from 'zod/mini';

/** Settings of the function that serves the open data. */
export const openDataEnv = z.object({ TABLE_NAME: z.string().check(z.minLength(1)) });

export type OpenDataEnv = z.output<typeof openDataEnv>;
