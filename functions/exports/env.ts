import * as z from 'zod';

/** Settings of the function that writes exports. */
export const exportsEnv = z.object({
  TABLE_NAME: z.string().min(1),
  /** Bucket of attachments, where exports have a prefix of their own. */
  ATTACHMENTS_BUCKET: z.string().min(1),
});

export type ExportsEnv = z.output<typeof exportsEnv>;
