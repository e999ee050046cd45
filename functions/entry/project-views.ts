import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { processClock } from '../app/process-clock.ts';
import { awardsEnv } from '../awards/env.ts';
import { projectHolds } from '../eligibility/project-holds.ts';
import { projectVerdicts } from '../eligibility/project-verdicts.ts';
import { projectAwards } from '../awards/project-awards.ts';
import { projectFindings } from '../inspections/project-findings.ts';
import { projectPayments } from '../fund/project-payments.ts';
import { projectPostings } from '../postings/project-postings.ts';
import { projectCases } from '../records/project-cases.ts';
import { projectStatistics } from '../statistics/project-statistics.ts';
import { streamHandler } from '../kernel/stream.ts';
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
  viewTableName: env.VIEW_TABLE_NAME,
  secret,
  clock: processClock(),
  unitCache: emptyUnitCache(),
};

/** Search and statistics look at records as they are by then, the register of awards included, and at each once a batch. */
export const handler = streamHandler(
  async ({ event }) => {
    await projectAwards(projection, event);
    await projectPostings(projection, event);
    await projectPayments(projection, event);
    await projectVerdicts(projection, event);
    await projectCases(projection, event);
    await projectHolds(projection, event);
    await projectFindings(projection, event);
  },
  (batch) => projectSearch(projection, batch),
  (batch) => projectStatistics(projection, batch),
);
