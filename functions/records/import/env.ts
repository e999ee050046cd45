import * as z from 'zod';

/** Settings of the function that reads and commits imports. */
export const importsEnv = z.object({
  TABLE_NAME: z.string().min(1),
  /** Bucket of attachments. */
  ATTACHMENTS_BUCKET: z.string().min(1),
  /** KMS key that seals personal numbers; nothing is sealed or opened here. */
  ID_KEY_ID: z.string().min(1),
  /** KMS HMAC key that tells equal personal numbers apart from others. */
  ID_MAC_KEY_ID: z.string().min(1),
});

export type ImportsEnv = z.output<typeof importsEnv>;
