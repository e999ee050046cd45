import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { tempFolder } from '../../test/support/local-app.ts';
import type { Outcome } from './environment.ts';
import { startQueues, type Queues } from './queues.ts';

const fine: Outcome = { ok: true, value: null };
const broken: Outcome = { ok: false, kind: 'error', type: 'Error', message: 'broken' };
const event = z.object({ Records: z.tuple([z.object({ messageId: z.string(), body: z.string() })]) });

describe('the local queues', () => {
  let folder: string;
  let given: string[];
  let running: Queues | undefined;
  beforeEach(() => {
    folder = tempFolder();
    given = [];
  });
  afterEach(() => running?.stop());

  const start = async (answer: (body: string) => Outcome | Promise<Outcome>, attempts = 3) => {
    running = await startQueues({
      folder,
      wirings: [
        {
          queueName: 'work.fifo',
          attempts,
          function: {
            name: 'worker',
            folder: '',
            handler: '',
            timeoutSeconds: 1,
            memoryMb: 1,
            environment: {},
          },
        },
      ],
      invoke: async (_name, said) => {
        const [{ body }] = event.parse(said).Records;
        given.push(body);
        return answer(body);
      },
    });
    return running;
  };
  const send = async ({ endpoint }: Queues, body: string, queue = 'work.fifo') => {
    const sqs = new SQSClient({
      region: 'local',
      endpoint,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: queue,
        MessageBody: body,
        MessageGroupId: 'g',
        MessageDeduplicationId: body,
      }),
    );
  };

  it('hand messages over one by one, in their order', async () => {
    let under = 0;
    const queues = await start(async () => {
      under += 1;
      expect(under).toBe(1);
      await Promise.resolve();
      under -= 1;
      return fine;
    });
    for (const body of ['a', 'b', 'c']) await send(queues, body);
    expect(await queues.settle()).toBe(3);
    expect(given).toEqual(['a', 'b', 'c']);
  });

  it('hand over again what fails, and set it aside when its attempts are spent', async () => {
    let failures = 0;
    const queues = await start((body) => {
      if (body === 'poison') return broken;
      failures += 1;
      return body === 'late' && failures === 1 ? broken : fine;
    });
    for (const body of ['late', 'poison', 'last']) await send(queues, body);
    expect(await queues.settle()).toBe(3);
    expect(given).toEqual(['late', 'late', 'poison', 'poison', 'poison', 'last']);
    expect(queues.givenUp()).toBe(1);
    const letters = readFileSync(join(folder, 'work.fifo.dead-letters.jsonl'), 'utf8').trim().split('\n');
    expect(letters).toHaveLength(1);
    expect(letters[0]).toContain('poison');
  });

  it('keep what is not dealt with for the next start', async () => {
    const first = await start(() => broken, 1_000);
    await send(first, 'a');
    await send(first, 'b');
    await first.stop();
    given = [];
    const second = await start(() => fine);
    expect(given).toEqual([]);
    second.resume();
    expect(await second.settle()).toBe(2);
    expect(given).toEqual(['a', 'b']);
    expect(existsSync(join(folder, 'work.fifo.dead-letters.jsonl'))).toBe(false);
  });

  it('take nothing for a queue that is not there', async () => {
    const queues = await start(() => fine);
    await expect(send(queues, 'a', 'other.fifo')).rejects.toThrow('no such queue');
    expect(await queues.settle()).toBe(0);
  });
});
