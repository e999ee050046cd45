import * as z from 'zod/mini';

const some = z.string().check(z.minLength(1));

/** Settings of the function that follows the stream of events: what is derived from them, and who works long on them. */
export const followEnv = z.object({
  TABLE_NAME: some,
  VIEW_TABLE_NAME: some,
  IMPORTS_QUEUE_URL: some,
  EXPORTS_QUEUE_URL: some,
  BALLOTS_QUEUE_URL: some,
});

export type FollowEnv = z.output<typeof followEnv>;
