import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { awardsEnv } from '../awards/env.ts';
import { projectAwards } from '../awards/project-awards.ts';
import { streamHandler } from '../kernel/stream.ts';
import { cursorSecret } from '../kernel/cursors.ts';
import { documentClient } from '../kernel/table/table.ts';

const env = awardsEnv.parse(process.env);
const client = documentClient(new DynamoDBClient({}));
const secret = cursorSecret();

export const handler = streamHandler(({ event }) =>
  projectAwards({ client, tableName: env.TABLE_NAME, secret }, event),
);
