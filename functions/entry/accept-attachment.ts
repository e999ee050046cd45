import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { processClock } from '../app/process-clock.ts';
import { acceptAttachment } from '../attachments/accept-attachment.ts';
import { background } from '../attachments/background.aws.ts';
import { objectCreatedEvent } from '../attachments/bucket-events.ts';
import { attachmentsEnv } from '../attachments/env.ts';
import { s3Files } from '../attachments/s3-files.aws.ts';
import { documentClient } from '../kernel/table/table.ts';

const env = attachmentsEnv.parse(process.env);
const process_ = {
  client: documentClient(new DynamoDBClient({})),
  tableName: env.TABLE_NAME,
  clock: processClock(),
  files: s3Files(env.ATTACHMENTS_BUCKET),
};

/** EventBridge `Object Created`; what it throws is delivered again. */
export async function handler(event: unknown, context: Pick<Context, 'awsRequestId'>): Promise<void> {
  const arrival = objectCreatedEvent.parse(event);
  if (arrival.bucket === env.ATTACHMENTS_BUCKET)
    await acceptAttachment(background(process_, context.awsRequestId), arrival);
}
