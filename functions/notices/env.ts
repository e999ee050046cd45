import * as z from 'zod';

/** Settings of the function that sends letters. */
export const mailEnv = z.object({
  TABLE_NAME: z.string().min(1),
  /** The sender's verified address; empty sends nothing, `console` writes letters to the log. */
  MAIL_FROM: z.string().default(''),
});

export type MailEnv = z.output<typeof mailEnv>;
