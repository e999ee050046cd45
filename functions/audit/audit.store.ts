import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { AuditRecord } from './audit-record.ts';

/** Append-only: the function that writes here holds no right to change or delete. */
export interface AuditStore {
  /** Writes a record once; a second delivery of the same event changes nothing. */
  append(record: AuditRecord): Promise<void>;
}

export function auditStore(client: DynamoDBDocumentClient, tableName: string): AuditStore {
  return {
    append: async (record) => {
      try {
        await client.send(
          new PutCommand({
            TableName: tableName,
            Item: record,
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
  };
}
