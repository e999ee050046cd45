import * as z from 'zod/mini';

/** Settings of the function that reads and commits imports. */
export const importsEnv = z.object({
  TABLE_NAME: z.string().check(z.minLength(1)),
  /** Bucket of attachments. */
  ATTACHMENTS_BUCKET: z.string().check(z.minLength(1)),
  /** KMS key that seals personal numbers; nothing is sealed or opened here. */
  ID_KEY_ID: z.string().check(z.minLength(1)),
  /** KMS HMAC key that tells equal personal numbers apart from others. */
  ID_MAC_KEY_ID: z.string().check(z.minLength(1)),
});

export type ImportsEnv = z.output<typeof importsEnv>;
