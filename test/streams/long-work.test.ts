import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { userIdOf } from '../../functions/access/user.ts';
import { instant } from '../../functions/kernel/clock.ts';
import { handOn } from '../../functions/kernel/hand-on.ts';
import { queueHandler } from '../../functions/kernel/queue.ts';
import type { EventHead, StoredEvent } from '../../functions/kernel/table/event.ts';
import { startQueues, type Queues } from '../../infra/local/queues.ts';
import { tempFolder } from '../support/local-app.ts';
import { testClock } from '../support/world.ts';

const messages = z.object({ Records: z.array(z.object({ messageId: z.string(), body: z.string() })) });
const worker = { folder: '', handler: '', timeoutSeconds: 1, memoryMb: 1, environment: {} };
const event: StoredEvent = {
  aggregateId: 'imp_1',
  seq: 3,
  name: 'ImportStarted',
  at: instant(testClock('2021-03-01T02:00:00Z')),
  actorId: userIdOf('test', 'officer'),
  requestId: 'request-1',
  facts: { fileName: 'danh-sach.csv' },
};
const { facts: _facts, ...head } = event;

describe('long work', () => {
  const done: (readonly [string, EventHead])[] = [];
  let queues: Queues;
  let sqs: SQSClient;
  beforeAll(async () => {
    const workers = new Map(
      ['imports', 'exports'].map((name) => [
        name,
        queueHandler((called) => {
          done.push([name, called]);
          return Promise.resolve();
        }),
      ]),
    );
    queues = await startQueues({
      folder: tempFolder(),
      wirings: [...workers.keys()].map((name) => ({
        queueName: `${name}.fifo`,
        attempts: 1,
        function: { name, ...worker },
      })),
      invoke: async (name, said) => {
        await workers.get(name)?.(messages.parse(said));
        return { ok: true, value: null };
      },
    });
    sqs = new SQSClient({
      region: 'local',
      endpoint: queues.endpoint,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
  });
  afterAll(() => queues.stop());

  const calls = () => [
    { names: new Set(['ImportStarted', 'ImportAbandoned']), queueUrl: 'imports.fifo' },
    { names: new Set(['ExportStarted']), queueUrl: 'exports.fifo' },
  ];

  it('is handed to who does it by the name of the event, and told nothing of what happened', async () => {
    await handOn(sqs, calls(), event);
    await handOn(sqs, calls(), { ...event, name: 'ImportPreviewed', seq: 4 });
    await queues.settle();
    expect(done).toEqual([['imports', head]]);
  });

  it('fails on what is no event, so that it comes again', async () => {
    const handle = queueHandler(() => Promise.resolve());
    const record = (body: string) => ({ Records: [{ messageId: 'm', body }] });
    await expect(handle(record('{"name":"ImportStarted"}'))).rejects.toThrow();
    await expect(handle(record('no JSON'))).rejects.toThrow();
  });
});
