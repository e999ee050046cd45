import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { processClock } from '../app/process-clock.ts';
import { background } from '../attachments/background.aws.ts';
import { attachmentsEnv } from '../attachments/env.ts';
import { expireUploads } from '../attachments/expire-uploads.ts';
import { s3Files } from '../attachments/s3-files.aws.ts';
import { documentClient } from '../kernel/table/table.ts';

const env = attachmentsEnv.parse(process.env);
const process_ = {
  client: documentClient(new DynamoDBClient({})),
  tableName: env.TABLE_NAME,
  clock: processClock(),
  files: s3Files(env.ATTACHMENTS_BUCKET),
};

/** EventBridge Scheduler, every 15 minutes; needs nothing of the event. */
export async function handler(_event: unknown, context: Pick<Context, 'awsRequestId'>): Promise<void> {
  await expireUploads(background(process_, context.awsRequestId));
}
