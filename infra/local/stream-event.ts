import type { _Record } from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { z } from 'zod';

const recordShape = z.custom<DynamoDBRecord>((value) => typeof value === 'object' && value !== null);

/** The event in which Lambda hands stream records to a function: times as seconds, binary values as base64. */
export const streamEvent = (records: readonly _Record[], streamArn: string): DynamoDBStreamEvent => ({
  Records: records.map(({ dynamodb, ...record }) =>
    recordShape.parse({
      ...record,
      eventSourceARN: streamArn,
      dynamodb: dynamodb && encoded(dynamodb),
    }),
  ),
});

function encoded(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(encoded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]: [string, unknown]) => [name, encoded(part)]),
  );
}
