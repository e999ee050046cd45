import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { processClock } from '../app/process-clock.ts';
import { auditWalk } from '../audit/audit-walk.store.ts';
import { cursorSecret } from '../kernel/cursors.ts';
import { documentClient } from '../kernel/table/table.ts';
import { projectSearch } from '../search/project-search.ts';
import { statisticsEnv } from '../statistics/env.ts';
import { keepStatistics, type KeeperProcess } from '../statistics/keep-statistics.ts';
import { emptyUnitCache } from '../units/unit.store.ts';

const env = statisticsEnv.parse(process.env);
const views = {
  client: documentClient(new DynamoDBClient({})),
  tableName: env.TABLE_NAME,
  viewTableName: env.VIEW_TABLE_NAME,
  clock: processClock(),
  secret: cursorSecret(),
  unitCache: emptyUnitCache(),
};
const keeper: KeeperProcess = {
  ...views,
  events: auditWalk(views.client, env.AUDIT_TABLE_NAME),
  alongside: (events) => projectSearch(views, events),
};

const asked = z.catch(z.object({ rebuild: z._default(z.boolean(), false) }), { rebuild: false });

/** EventBridge Scheduler, every 15 minutes; `{"rebuild": true}` from an operator counts and indexes everything anew. */
export async function handler(
  event: unknown,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<void> {
  await keepStatistics(keeper, asked.parse(event), () => context.getRemainingTimeInMillis());
}
