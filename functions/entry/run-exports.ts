import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readerDeps } from '../app/deps.ts';
import { processClock } from '../app/process-clock.ts';
import { stores } from '../app/stores.ts';
import { s3Files } from '../attachments/s3-files.aws.ts';
import { exportsEnv } from '../exports/env.ts';
import { runExport } from '../exports/run-export.ts';
import { sliceStores } from '../generated/slice-stores.ts';
import { cursorSecret } from '../kernel/cursors.ts';
import { ulidSource } from '../kernel/ids.ts';
import { queueHandler } from '../kernel/queue.ts';
import { documentClient } from '../kernel/table/table.ts';
import { emptyUnitCache } from '../units/unit.store.ts';

const env = exportsEnv.parse(process.env);
const clock = processClock();
const process_ = {
  client: documentClient(new DynamoDBClient({})),
  tableName: env.TABLE_NAME,
  viewTableName: env.VIEW_TABLE_NAME,
  // No list leads there, and this function may not read it.
  boxTableName: 'none',
  clock,
  ids: ulidSource(clock),
  unitCache: emptyUnitCache(),
  cursorSecret: cursorSecret(),
  rootAdmin: undefined,
};
const files = s3Files(env.ATTACHMENTS_BUCKET);

/** Each list is read as whoever asked for it would read it now. */
export const handler = queueHandler(async (event) => {
  await stores.load(sliceStores.export);
  const as = (userId: typeof event.actorId) => readerDeps(process_, { requestId: event.requestId, userId });
  await runExport({ exports: as(event.actorId).exports, files, as }, event);
});
