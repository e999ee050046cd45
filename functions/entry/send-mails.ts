import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { processClock } from '../app/process-clock.ts';
import { cursorSecret, openCursors } from '../kernel/cursors.ts';
import { documentClient, openTable } from '../kernel/table/table.ts';
import { mailEnv } from '../notices/env.ts';
import { mailStore } from '../notices/mail.store.ts';
import { consoleMailer, sesMailer } from '../notices/mailers.aws.ts';
import { noticeStore } from '../notices/notice.store.ts';
import { sendMails } from '../notices/send-mails.ts';

const env = mailEnv.parse(process.env);
const client = documentClient(new DynamoDBClient({}));
const clock = processClock();
const secret = cursorSecret();
const mailer = env.MAIL_FROM === 'console' ? consoleMailer : sesMailer(env.MAIL_FROM);

function open() {
  const table = openTable(client, env.TABLE_NAME);
  const reader = { table, cursors: openCursors(table, secret, 'mails') };
  return { table, mails: mailStore(reader), notices: noticeStore(reader) };
}

/** EventBridge Scheduler, every 15 minutes; needs nothing of the event. Without a sender, what waits goes on waiting. */
export async function handler(_event: unknown, context: Pick<Context, 'awsRequestId'>): Promise<void> {
  if (env.MAIL_FROM === '') return;
  await sendMails({ requestId: context.awsRequestId, clock, mailer, open });
}
