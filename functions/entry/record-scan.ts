import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { processClock } from '../app/process-clock.ts';
import { recordScan } from '../attachments/record-scan.ts';
import { background } from '../attachments/background.aws.ts';
import { scanResultEvent } from '../attachments/bucket-events.ts';
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

/** EventBridge `GuardDuty Malware Protection Object Scan Result`; what it throws is delivered again. */
export async function handler(event: unknown, context: Pick<Context, 'awsRequestId'>): Promise<void> {
  const scan = scanResultEvent.parse(event);
  if (scan.bucket === env.ATTACHMENTS_BUCKET)
    await recordScan(background(process_, context.awsRequestId), scan);
}
