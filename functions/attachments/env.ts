import * as z from 'zod/mini';

/** Settings of the functions that check and expire attachments. */
export const attachmentsEnv = z.object({
  TABLE_NAME: z.string().check(z.minLength(1)),
  ATTACHMENTS_BUCKET: z.string().check(z.minLength(1)),
});

export type AttachmentsEnv = z.output<typeof attachmentsEnv>;
