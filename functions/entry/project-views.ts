import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { processClock } from '../app/process-clock.ts';
import { awardsEnv } from '../awards/env.ts';
import { projectHolds } from '../eligibility/project-holds.ts';
import { projectVerdicts } from '../eligibility/project-verdicts.ts';
import { projectAwards } from '../awards/project-awards.ts';
import { projectPayments } from '../fund/project-payments.ts';
import { projectPostings } from '../postings/project-postings.ts';
import { projectCases } from '../records/project-cases.ts';
import { projectStatistics } from '../statistics/project-statistics.ts';
import { streamHandler, type Delivered } from '../kernel/stream.ts';
import { cursorSecret } from '../kernel/cursors.ts';
import { documentClient } from '../kernel/table/table.ts';
import { projectSearch } from '../search/project-search.ts';
import { emptyUnitCache } from '../units/unit.store.ts';

const env = awardsEnv.parse(process.env);
const client = documentClient(new DynamoDBClient({}));
const secret = cursorSecret();

const projection = {
  client,
  tableName: env.TABLE_NAME,
  secret,
  clock: processClock(),
  unitCache: emptyUnitCache(),
};

/** Each keeps apart what it writes, and waits only for what it reads of another. */
export const handler = streamHandler(async (delivered) => {
  const { event } = delivered;
  await allOf([
    afterAwards(delivered),
    projectPostings(projection, event),
    projectVerdicts(projection, event),
    projectSearch(projection, event),
    projectCases(projection, event).then(() => projectHolds(projection, event)),
  ]);
});

/** Payments and statistics are counted from the register of awards. */
async function afterAwards(delivered: Delivered): Promise<void> {
  await projectAwards(projection, delivered.event);
  await projectPayments(projection, delivered.event);
  await projectStatistics(projection, delivered);
}

/** Waits for all, so that no event is taken while something of the one before it still runs. */
async function allOf(under: readonly Promise<void>[]): Promise<void> {
  const settled = await Promise.allSettled(under);
  for (const each of settled) if (each.status === 'rejected') throw each.reason;
}
