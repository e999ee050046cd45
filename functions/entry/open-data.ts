import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { processClock } from '../app/process-clock.ts';
import { today } from '../kernel/clock.ts';
import { cursorSecret, openCursors } from '../kernel/cursors.ts';
import { yearOf } from '../kernel/dates.ts';
import { documentClient, openTable } from '../kernel/table/table.ts';
import { openDataEnv } from '../postings/env.ts';
import { openFile } from '../postings/open-data.ts';
import { postingStore } from '../postings/posting.store.ts';
import { serveOpenData } from '../postings/serve-open-data.ts';

const env = openDataEnv.parse(process.env);
const client = documentClient(new DynamoDBClient({}));
const clock = processClock();
const secret = cursorSecret();

/** GET /open-data/{file}: reads what is public already, and nothing else. */
export function handler(event: APIGatewayProxyEventV2) {
  const table = openTable(client, env.TABLE_NAME);
  const postings = postingStore({ table, cursors: openCursors(table, secret, 'open-data') });
  return serveOpenData(event, (name) => openFile({ postings, year: yearOf(today(clock)) }, name));
}
