import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { processClock } from '../app/process-clock.ts';
import { followDossier } from '../consultations/follow-dossier.ts';
import { deadlinesEnv } from '../deadlines/env.ts';
import { followCalendar } from '../deadlines/follow-calendar.ts';
import { cursorSecret } from '../kernel/cursors.ts';
import { streamHandler } from '../kernel/stream.ts';
import { documentClient } from '../kernel/table/table.ts';
import { emptyUnitCache } from '../units/unit.store.ts';
import { followTasks } from '../officers/follow-tasks.ts';
import { followNotices } from '../notices/follow-notices.ts';

const env = deadlinesEnv.parse(process.env);
const process_ = {
  client: documentClient(new DynamoDBClient({})),
  tableName: env.TABLE_NAME,
  clock: processClock(),
  secret: cursorSecret(),
  unitCache: emptyUnitCache(),
};

export const handler = streamHandler(async ({ pk, event }) => {
  await followCalendar(process_, event);
  await followDossier(process_, event);
  await followTasks(process_, event);
  await followNotices(process_, pk, event);
});
