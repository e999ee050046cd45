import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { log } from './log.ts';
import { eventShape, type StoredEvent } from './table/event.ts';
import { asItem } from './table/item.ts';

/** An event as the stream delivers it: at least once, in order within one aggregate. */
export type Delivered = { readonly pk: string; readonly event: StoredEvent };

/**
 * The handler that goes with the `stream-consumer` construct: takes events in order, stops at the first that fails and
 * reports its number, so that Lambda retries from there and later ones never overtake it.
 */
export function streamHandler(consume: (delivered: Delivered) => Promise<void>) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    for (const record of Records) {
      try {
        const delivered = read(record);
        if (delivered) await consume(delivered);
      } catch (error) {
        const itemIdentifier = record.dynamodb?.SequenceNumber ?? '';
        log.error('STREAM_RECORD_FAILED', { itemIdentifier, error });
        return { batchItemFailures: [{ itemIdentifier }] };
      }
    }
    return { batchItemFailures: [] };
  };
}

/** Undefined for records that are no new event: the filter of the mapping keeps them out, and so does this. */
function read(record: DynamoDBRecord): Delivered | undefined {
  const image = record.dynamodb?.NewImage;
  if (record.eventName !== 'INSERT' || image?.['type']?.S !== 'event') return undefined;
  const item = asItem(unmarshall(image as Parameters<typeof unmarshall>[0]));
  return { pk: item.pk, event: eventShape.read(item) };
}
