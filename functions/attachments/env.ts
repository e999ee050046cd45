import * as z from 'zod';

/** Settings of the functions that check and expire attachments. */
export const attachmentsEnv = z.object({
  TABLE_NAME: z.string().min(1),
  ATTACHMENTS_BUCKET: z.string().min(1),
});

export type AttachmentsEnv = z.output<typeof attachmentsEnv>;
