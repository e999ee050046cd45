import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../kernel/clock.ts';
import { openTable } from '../kernel/table/table.ts';
import type { Background } from './advance.ts';
import { attachmentStore } from './attachment.store.ts';
import type { Files } from './files.ts';

/** A fresh view of the table for each event: what one run has read is old in the next. */
export function background(
  process: {
    readonly client: DynamoDBDocumentClient;
    readonly tableName: string;
    readonly clock: Clock;
    readonly files: Files;
  },
  requestId: string,
): Background {
  const table = openTable(process.client, process.tableName);
  return {
    requestId,
    clock: process.clock,
    table,
    attachments: attachmentStore(table, () => process.clock.now()),
    files: process.files,
  };
}
