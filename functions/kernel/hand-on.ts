import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { EventHead } from './table/event.ts';

/** A queue of long work, and the names of the events that call for it. */
export type Calls = { readonly names: ReadonlySet<string>; readonly queueUrl: string };

/**
 * Puts an event that calls for long work into the queue of whoever does it. Work on one aggregate is done in order and by
 * one at a time; what happened stays in the table, since the aggregate itself says what there is to do.
 */
export async function handOn(sqs: SQSClient, queues: readonly Calls[], event: EventHead): Promise<void> {
  const { aggregateId, seq, name, at, actorId, requestId } = event;
  const head: EventHead = { aggregateId, seq, name, at, actorId, requestId };
  for (const { names, queueUrl } of queues)
    if (names.has(name))
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: JSON.stringify(head),
          MessageGroupId: aggregateId,
          MessageDeduplicationId: `${aggregateId}.${seq}`,
        }),
      );
}
