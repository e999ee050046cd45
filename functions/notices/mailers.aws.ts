import type { Letter } from './mail.ts';
import type { Mailer } from './send-mails.ts';

/** Amazon SES, loaded with the first letter. */
export function sesMailer(from: string): Mailer {
  return {
    send: async ({ to, subject, text }) => {
      const { SESv2Client, SendEmailCommand } = await import('@aws-sdk/client-sesv2');
      await new SESv2Client({}).send(
        new SendEmailCommand({
          FromEmailAddress: from,
          Destination: { ToAddresses: [to] },
          Content: {
            Simple: {
              Subject: { Data: subject, Charset: 'UTF-8' },
              Body: { Text: { Data: text, Charset: 'UTF-8' } },
            },
          },
        }),
      );
    },
  };
}

/** For a laptop: each letter is one line of the function's own log, and goes nowhere. */
export const consoleMailer: Mailer = {
  send: (letter: Letter) => {
    process.stdout.write(`${JSON.stringify({ level: 'INFO', code: 'LETTER', ...letter })}\n`);
    return Promise.resolve();
  },
};
