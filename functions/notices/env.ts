import * as z from 'zod/mini';

/** Settings of the function that sends letters. */
export const mailEnv = z.object({
  TABLE_NAME: z.string().check(z.minLength(1)),
  /** The sender's verified address; empty sends nothing, `console` writes letters to the log. */
  MAIL_FROM: z._default(z.string(), ''),
});

export type MailEnv = z.output<typeof mailEnv>;
