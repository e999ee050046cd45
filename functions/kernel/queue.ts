import type { SQSRecord } from 'aws-lambda';
import { log } from './log.ts';
import { eventHead, type EventHead } from './table/event.ts';

type Messages = { readonly Records: readonly Pick<SQSRecord, 'body' | 'messageId'>[] };

/** The handler that goes with the `queue-worker` construct: what fails comes again, and then waits among the dead letters. */
export function queueHandler(work: (event: EventHead) => Promise<void>) {
  return async ({ Records }: Messages): Promise<void> => {
    for (const { body, messageId } of Records)
      try {
        await work(eventHead.parse(JSON.parse(body)));
      } catch (error) {
        log.error('WORK_FAILED', { messageId, body, error });
        throw error;
      }
  };
}
