import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { Outcome } from './environment.ts';
import { listenOn } from './http-server.ts';
import { messageQueue } from './message-queue.ts';
import type { QueueWiring } from './template/wiring.ts';

export type QueuesOptions = {
  readonly wirings: readonly QueueWiring[];
  readonly invoke: (functionName: string, event: unknown) => Promise<Outcome>;
  /** Where messages lie until they are dealt with. */
  readonly folder: string;
};

export type Queues = {
  readonly endpoint: string;
  /** Takes up what an earlier run left. */
  resume(): void;
  /** Resolves when no message waits; with how many were dealt with since the start. */
  settle(): Promise<number>;
  /** How many messages were given up and written to a file of their own. */
  givenUp(): number;
  stop(): Promise<void>;
};

const request = z.object({
  // The name of a queue stands in for its address, which only a deployment knows.
  QueueUrl: z.string(),
  MessageBody: z.string(),
  MessageGroupId: z.string(),
  MessageDeduplicationId: z.string(),
});

/** A small SQS for laptops and tests: takes a message by the protocol of the real one, and hands it to the queue's function. */
export async function startQueues({ wirings, invoke, folder }: QueuesOptions): Promise<Queues> {
  const stopping = new AbortController();
  const queues = new Map(
    wirings.map((wiring) => [
      wiring.queueName,
      messageQueue({ wiring, invoke, folder, stopping: stopping.signal }),
    ]),
  );
  const { port, stop } = await listenOn(0, (incoming, response) => void answer(incoming, response));

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = request.safeParse(JSON.parse(await text(incoming)));
    const queue = body.success ? queues.get(body.data.QueueUrl) : undefined;
    const known = incoming.headers['x-amz-target'] === 'AmazonSQS.SendMessage';
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    if (!known || !body.success || !queue) {
      response.statusCode = 400;
      response.end(
        JSON.stringify({ __type: 'com.amazonaws.sqs#QueueDoesNotExist', message: 'no such queue' }),
      );
      return;
    }
    const { MessageBody } = body.data;
    const MessageId = queue.take(MessageBody);
    const MD5OfMessageBody = createHash('md5').update(MessageBody).digest('hex');
    response.end(JSON.stringify({ MessageId, MD5OfMessageBody }));
  }

  const all = [...queues.values()];
  return {
    endpoint: `http://127.0.0.1:${port}`,
    resume: () => {
      for (const queue of all) queue.work();
    },
    settle: async () => {
      await Promise.all(all.map((queue) => queue.idle()));
      return all.reduce((sum, queue) => sum + queue.handled(), 0);
    },
    givenUp: () => all.reduce((sum, queue) => sum + queue.givenUp(), 0),
    stop: async () => {
      await stop();
      stopping.abort();
      await Promise.all(all.map((queue) => queue.idle()));
    },
  };
}
