import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { auditRecord } from '../audit/audit-record.ts';
import { auditStore } from '../audit/audit.store.ts';
import { auditEnv } from '../audit/env.ts';
import { streamHandler } from '../kernel/stream.ts';
import { documentClient } from '../kernel/table/table.ts';

const env = auditEnv.parse(process.env);
const store = auditStore(documentClient(new DynamoDBClient({})), env.AUDIT_TABLE_NAME);

export const handler = streamHandler(({ pk, event }) => store.append(auditRecord(pk, event)));
