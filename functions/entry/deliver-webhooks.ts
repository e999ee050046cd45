import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { processClock } from '../app/process-clock.ts';
import { deadlinesEnv } from '../deadlines/env.ts';
import { cursorSecret, openCursors } from '../kernel/cursors.ts';
import { documentClient, openTable } from '../kernel/table/table.ts';
import { deliverWebhooks } from '../webhooks/deliver-webhooks.ts';
import { internet } from '../webhooks/post-safely.ts';
import { webhookStore } from '../webhooks/webhook.store.ts';

const env = deadlinesEnv.parse(process.env);
const client = documentClient(new DynamoDBClient({}));
const clock = processClock();
const secret = cursorSecret();

function open() {
  const table = openTable(client, env.TABLE_NAME);
  return { table, webhooks: webhookStore({ table, cursors: openCursors(table, secret, 'webhooks') }) };
}

/** EventBridge Scheduler, every minute; needs nothing of the event. */
export async function handler(_event: unknown, context: Pick<Context, 'awsRequestId'>): Promise<void> {
  await deliverWebhooks({ requestId: context.awsRequestId, clock, network: internet, open });
}
