import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { processClock } from '../app/process-clock.ts';
import { ballotStore } from '../ballots/ballot.store.ts';
import { boxStore } from '../ballots/box.store.ts';
import { ballotsEnv } from '../ballots/env.ts';
import { keepBallots } from '../ballots/keep-ballots.ts';
import { kmsKeyWrap } from '../ballots/key-wrap.aws.ts';
import { cursorSecret, openCursors } from '../kernel/cursors.ts';
import { queueHandler } from '../kernel/queue.ts';
import { documentClient, openTable } from '../kernel/table/table.ts';

const env = ballotsEnv.parse(process.env);
const client = documentClient(new DynamoDBClient({}));
const keys = kmsKeyWrap(env.BALLOT_KEY_ID);
const secret = cursorSecret();

export const handler = queueHandler(async (event) => {
  const table = openTable(client, env.TABLE_NAME);
  const ballots = ballotStore({ table, cursors: openCursors(table, secret, 'keep-ballots') });
  const box = boxStore(openTable(client, env.BOX_TABLE_NAME));
  const deps = { requestId: randomUUID(), clock: processClock(), table, ballots, box, keys };
  await keepBallots(deps, event);
});
