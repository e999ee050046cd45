import * as z from 'zod/mini';

/** Settings of the function that writes exports. */
export const exportsEnv = z.object({
  TABLE_NAME: z.string().check(z.minLength(1)),
  VIEW_TABLE_NAME: z.string().check(z.minLength(1)),
  /** Bucket of attachments, where exports have a prefix of their own. */
  ATTACHMENTS_BUCKET: z.string().check(z.minLength(1)),
});

export type ExportsEnv = z.output<typeof exportsEnv>;
