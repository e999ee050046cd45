import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { followEnv } from '../app/follow-env.ts';
import { processClock } from '../app/process-clock.ts';
import { projectAwards } from '../awards/project-awards.ts';
import { ballotCalls } from '../ballots/ballot-calls.ts';
import { followDossier } from '../consultations/follow-dossier.ts';
import { followCalendar } from '../deadlines/follow-calendar.ts';
import { projectHolds } from '../eligibility/project-holds.ts';
import { projectVerdicts } from '../eligibility/project-verdicts.ts';
import { exportCalls } from '../exports/export-calls.ts';
import { projectPayments } from '../fund/project-payments.ts';
import { projectFindings } from '../inspections/project-findings.ts';
import { cursorSecret } from '../kernel/cursors.ts';
import { handOn } from '../kernel/hand-on.ts';
import { sideBySide, streamHandler } from '../kernel/stream.ts';
import { documentClient } from '../kernel/table/table.ts';
import { followNotices } from '../notices/follow-notices.ts';
import { followTasks } from '../officers/follow-tasks.ts';
import { projectPostings } from '../postings/project-postings.ts';
import { importCalls } from '../records/import/import-calls.ts';
import { projectCases } from '../records/project-cases.ts';
import { projectSearch } from '../search/project-search.ts';
import { projectStatistics } from '../statistics/project-statistics.ts';
import { emptyUnitCache } from '../units/unit.store.ts';

const env = followEnv.parse(process.env);
const process_ = {
  client: documentClient(new DynamoDBClient({})),
  tableName: env.TABLE_NAME,
  viewTableName: env.VIEW_TABLE_NAME,
  clock: processClock(),
  secret: cursorSecret(),
  unitCache: emptyUnitCache(),
};
const sqs = new SQSClient({});
const queues = [
  { names: importCalls, queueUrl: env.IMPORTS_QUEUE_URL },
  { names: exportCalls, queueUrl: env.EXPORTS_QUEUE_URL },
  { names: ballotCalls, queueUrl: env.BALLOTS_QUEUE_URL },
];

/** Search and statistics look at records as they are by then, the register of awards included, and at each once a batch. */
const views = streamHandler(
  async ({ event }) => {
    await projectAwards(process_, event);
    await projectPostings(process_, event);
    await projectPayments(process_, event);
    await projectVerdicts(process_, event);
    await projectCases(process_, event);
    await projectHolds(process_, event);
    await projectFindings(process_, event);
  },
  (batch) => projectSearch(process_, batch),
  (batch) => projectStatistics(process_, batch),
);

const duties = streamHandler(async ({ pk, event }) => {
  await followCalendar(process_, event);
  await followDossier(process_, event);
  await followTasks(process_, event);
  await followNotices(process_, pk, event);
});

const longWork = streamHandler(({ event }) => handOn(sqs, queues, event));

export const handler = sideBySide(views, duties, longWork);
