import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { processClock } from '../app/process-clock.ts';
import { deadlinesEnv } from '../deadlines/env.ts';
import { cursorSecret } from '../kernel/cursors.ts';
import { documentClient } from '../kernel/table/table.ts';
import { emptyUnitCache } from '../units/unit.store.ts';
import { walkDeadlines } from '../notices/walk.ts';

const env = deadlinesEnv.parse(process.env);
const process_ = {
  client: documentClient(new DynamoDBClient({})),
  tableName: env.TABLE_NAME,
  clock: processClock(),
  secret: cursorSecret(),
  unitCache: emptyUnitCache(),
};

/** EventBridge Scheduler, every 15 minutes; needs nothing of the event. */
export async function handler(_event: unknown, context: Pick<Context, 'awsRequestId'>): Promise<void> {
  await walkDeadlines(process_, context.awsRequestId);
}
