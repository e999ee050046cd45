import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { processClock } from '../app/process-clock.ts';
import { s3Files } from '../attachments/s3-files.aws.ts';
import { cursorSecret } from '../kernel/cursors.ts';
import { queueHandler } from '../kernel/queue.ts';
import { documentClient } from '../kernel/table/table.ts';
import { importsEnv } from '../records/import/env.ts';
import { importBackground } from '../records/import/open-background.ts';
import { runImport } from '../records/import/run-import.ts';
import { kmsSealer } from '../subjects/sealer.aws.ts';
import { emptyUnitCache } from '../units/unit.store.ts';

const env = importsEnv.parse(process.env);
const process_ = {
  client: documentClient(new DynamoDBClient({})),
  tableName: env.TABLE_NAME,
  clock: processClock(),
  files: s3Files(env.ATTACHMENTS_BUCKET),
  sealer: kmsSealer({ keyId: env.ID_KEY_ID, macKeyId: env.ID_MAC_KEY_ID }),
  unitCache: emptyUnitCache(),
  cursorSecret: cursorSecret(),
};

/** What an import waits for is done under the id of the event that called for it. */
export const handler = queueHandler((event) => runImport(importBackground(process_, event.requestId), event));
