import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { log } from './log.ts';
import { eventShape, type StoredEvent } from './table/event.ts';
import { asItem } from './table/item.ts';

/** An event as the stream delivers it: at least once, in order within one aggregate. */
export type Delivered = { readonly pk: string; readonly event: StoredEvent };

type Consume = (delivered: Delivered) => Promise<void>;

/** Takes a batch at once, where events only say what to look at again. Is given the same events again when one of them fails. */
type ConsumeTogether = (batch: readonly Delivered[]) => Promise<void>;

type Taken = Delivered & { readonly itemIdentifier: string };

/**
 * The handler that goes with the `stream-consumer` construct: takes events in order, stops at the first that fails and
 * reports its number, so that Lambda retries from there and later ones never overtake it. What takes a batch together does
 * so with the events that were taken, side by side.
 */
export function streamHandler(consume: Consume, ...together: readonly ConsumeTogether[]): StreamHandler {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const { taken, failed } = await inOrder(Records, consume);
    const others = await Promise.all(together.map((each) => firstFailing(taken, each)));
    const places = others.filter((place) => place !== undefined);
    const first = places.length > 0 ? taken[Math.min(...places)]?.itemIdentifier : failed;
    return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first }] };
  };
}

type StreamHandler = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;

/**
 * Several that follow one stream in one function, since a shard has room for two functions that read it. Each goes through a
 * batch for itself, so that one that fails doesn't keep an event from the others; all get again what comes from there on.
 */
export function sideBySide(...handlers: readonly StreamHandler[]): StreamHandler {
  return async (event) => {
    const answers = await Promise.all(handlers.map((handle) => handle(event)));
    const failed = new Set(answers.flatMap((one) => one.batchItemFailures.map((it) => it.itemIdentifier)));
    const places = event.Records.map(({ dynamodb }) => dynamodb?.SequenceNumber ?? '');
    const first = places.find((itemIdentifier) => failed.has(itemIdentifier));
    return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first }] };
  };
}

async function inOrder(records: readonly DynamoDBRecord[], consume: Consume) {
  const taken: Taken[] = [];
  for (const record of records) {
    const itemIdentifier = record.dynamodb?.SequenceNumber ?? '';
    try {
      const delivered = read(record);
      if (!delivered) continue;
      await consume(delivered);
      taken.push({ ...delivered, itemIdentifier });
    } catch (error) {
      log.error('STREAM_RECORD_FAILED', { itemIdentifier, error });
      return { taken, failed: itemIdentifier };
    }
  }
  return { taken, failed: undefined };
}

/** The place of the first event that fails: found by trying each alone, so that the others don't wait for it. */
async function firstFailing(taken: readonly Taken[], consume: ConsumeTogether): Promise<number | undefined> {
  if (taken.length === 0) return undefined;
  try {
    await consume(taken);
    return undefined;
  } catch (error) {
    log.warn('STREAM_BATCH_FAILED', { events: taken.length, error });
  }
  for (const [place, { itemIdentifier, ...delivered }] of taken.entries())
    try {
      await consume([delivered]);
    } catch (error) {
      log.error('STREAM_RECORD_FAILED', { itemIdentifier, error });
      return place;
    }
  return undefined;
}

/** Undefined for records that are no new event: the filter of the mapping keeps them out, and so does this. */
function read(record: DynamoDBRecord): Delivered | undefined {
  const image = record.dynamodb?.NewImage;
  if (record.eventName !== 'INSERT' || image?.['type']?.S !== 'event') return undefined;
  const item = asItem(unmarshall(image as Parameters<typeof unmarshall>[0]));
  return { pk: item.pk, event: eventShape.read(item) };
}
