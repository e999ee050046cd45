import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import type { Outcome } from '../../infra/local/environment.ts';
import { startStreams, type Streams } from '../../infra/local/streams.ts';
import { createTable } from '../../infra/local/tables.ts';
import type { StreamWiring } from '../../infra/local/template/wiring.ts';
import { tempFolder } from '../support/local-app.ts';

const settings = {
  endpoint: inject('dynamodb'),
  region: 'local',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};
const db = new DynamoDBClient(settings);
const client = new DynamoDBStreamsClient(settings);

const batch = z.object({
  Records: z.array(
    z.object({
      eventName: z.string(),
      eventSource: z.literal('aws:dynamodb'),
      eventSourceARN: z.string(),
      dynamodb: z.object({
        SequenceNumber: z.string(),
        ApproximateCreationDateTime: z.number(),
        NewImage: z.object({ n: z.object({ N: z.string() }) }),
      }),
    }),
  ),
});
const wiringOf = (tableName: string, name: string): StreamWiring => ({
  tableName,
  function: { name, folder: '', handler: '', timeoutSeconds: 1, memoryMb: 1, environment: {} },
  batchSize: 4,
  bisect: false,
  retries: 2,
  reportsFailures: true,
  filters: [],
});
type Seen = { readonly n: number; readonly sequence: string };
const fine: Outcome = { ok: true, value: { batchItemFailures: [] } };
const broken: Outcome = { ok: false, kind: 'error', type: 'Error', message: 'broken' };
const failsFrom = (sequence: string): Outcome => ({
  ok: true,
  value: { batchItemFailures: [{ itemIdentifier: sequence }] },
});

describe('the stream poller', () => {
  let tableName: string;
  let folder: string;
  let streams: Streams[];
  /** The batches as a consumer got them. */
  let batches: number[][];
  beforeEach(async () => {
    tableName = `s-${randomUUID()}`;
    folder = tempFolder();
    streams = [];
    batches = [];
    const definition = inject('tables').find((table) => table.TableName.endsWith('-records'));
    if (!definition) throw new Error('the template has no records table');
    await createTable(db, { ...definition, TableName: tableName });
  });
  afterEach(() => Promise.all(streams.map((one) => one.stop())));

  const put = async (from: number, to: number) => {
    for (let n = from; n <= to; n += 1)
      await db.send(
        new PutItemCommand({
          TableName: tableName,
          Item: { pk: { S: 'p' }, sk: { S: String(n) }, n: { N: String(n) } },
        }),
      );
  };
  const start = (answer: (seen: readonly Seen[]) => Outcome, given: Partial<StreamWiring> = {}) => {
    const started = startStreams({
      client,
      wirings: [{ ...wiringOf(tableName, 'consumer'), ...given }],
      folder,
      invoke: (_name, event) => {
        const seen = batch.parse(event).Records.map(({ dynamodb }) => ({
          n: Number(dynamodb.NewImage.n.N),
          sequence: dynamodb.SequenceNumber,
        }));
        batches.push(seen.map(({ n }) => n));
        return Promise.resolve(answer(seen));
      },
    });
    streams.push(started);
    return started;
  };
  const deadLetters = () => {
    const file = join(folder, 'consumer.dead-letters.jsonl');
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  };

  it('delivers in order, in batches, before and after it starts', async () => {
    await put(1, 6);
    const poller = start(() => fine);
    await poller.drain();
    expect(batches).toEqual([
      [1, 2, 3, 4],
      [5, 6],
    ]);
    await put(7, 7);
    await poller.drain();
    expect(batches.at(-1)).toEqual([7]);
  });

  it('delivers again from the first record that failed, and nothing overtakes it', async () => {
    await put(1, 4);
    let failures = 0;
    const poller = start((seen) => {
      const third = seen.find(({ n }) => n === 3);
      return third && failures++ < 2 ? failsFrom(third.sequence) : fine;
    });
    await poller.drain();
    expect(batches).toEqual([
      [1, 2, 3, 4],
      [3, 4],
      [3, 4],
    ]);
    expect(deadLetters()).toEqual([]);
    expect(poller.givenUp()).toBe(0);
  });

  it('gives up after the attempts that the mapping allows, says so, and goes on', async () => {
    await put(1, 5);
    const poller = start((seen) => (seen.some(({ n }) => n <= 4) ? broken : fine));
    await poller.drain();
    expect(batches).toEqual([[1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 4], [5]]);
    expect(poller.givenUp()).toBe(4);
    expect(deadLetters()).toHaveLength(4);
    expect(deadLetters()[0]).toContain('Error: broken');
  });

  it('halves a batch to single out the record that is poison', async () => {
    await put(1, 4);
    const poller = start((seen) => (seen.some(({ n }) => n === 3) ? broken : fine), { bisect: true });
    await poller.drain();
    expect(batches.filter((numbers) => !numbers.includes(3))).toEqual([[1, 2], [4]]);
    expect(deadLetters()).toHaveLength(1);
  });

  it('fails the batch for an answer that it cannot read, and for a number that is not in it', async () => {
    await put(1, 2);
    const answers: Outcome[] = [{ ok: true, value: 'what?' }, failsFrom('999'), fine];
    await start(() => answers.shift() ?? fine).drain();
    expect(batches).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
  });

  it('lets only what the filter names through', async () => {
    await put(1, 3);
    await start(() => fine, { filters: [{ dynamodb: { NewImage: { n: { N: ['2'] } } } }] }).drain();
    expect(batches).toEqual([[2]]);
  });

  it('goes on where it was after a restart', async () => {
    await put(1, 2);
    const first = start(() => fine);
    await first.drain();
    await first.stop();
    await put(3, 3);
    await start(() => fine).drain();
    expect(batches).toEqual([[1, 2], [3]]);
  });

  describe('with several consumers', () => {
    /** Starts consumers by name; returns what each was given. */
    const together = (
      answers: Readonly<Record<string, (numbers: readonly number[]) => Promise<Outcome>>>,
    ) => {
      const given: Record<string, number[]> = {};
      const started = startStreams({
        client,
        wirings: Object.keys(answers).map((name) => wiringOf(tableName, name)),
        folder,
        invoke: async (name, event) => {
          const numbers = batch.parse(event).Records.map(({ dynamodb }) => Number(dynamodb.NewImage.n.N));
          (given[name] ??= []).push(...numbers);
          return (await answers[name]?.(numbers)) ?? broken;
        },
      });
      streams.push(started);
      return { started, given };
    };
    const well = () => Promise.resolve(fine);

    it('gives all to each, and one that stands still keeps nobody up', async () => {
      await put(1, 6);
      let release: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      let through: () => void = () => undefined;
      const others = new Promise<void>((resolve) => (through = resolve));
      const { started, given } = together({
        slow: () => held.then(() => fine),
        quick: (numbers) => {
          if (numbers.includes(6)) through();
          return well();
        },
      });
      await others;
      expect(given).toEqual({ slow: [1, 2, 3, 4], quick: [1, 2, 3, 4, 5, 6] });
      release();
      await started.drain();
      expect(given['slow']).toEqual([1, 2, 3, 4, 5, 6]);
    });

    it('sees what a consumer wrote before it says that all is done', async () => {
      await put(1, 1);
      const { started, given } = together({
        writes: async (numbers) => {
          const next = Math.max(...numbers) + 1;
          if (next <= 3) await put(next, next);
          return fine;
        },
        reads: well,
      });
      await started.drain();
      expect(given).toEqual({ writes: [1, 2, 3], reads: [1, 2, 3] });
    });

    it('gives one that joins later all from the beginning, and the others nothing twice', async () => {
      await put(1, 3);
      const first = together({ old: well });
      await first.started.drain();
      await first.started.stop();
      await put(4, 12);
      const second = together({ old: well, late: well });
      await second.started.drain();
      expect(second.given).toEqual({
        old: [4, 5, 6, 7, 8, 9, 10, 11, 12],
        late: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
      });
    });
  });

  it('stops at once although a consumer keeps failing', async () => {
    await put(1, 1);
    const poller = start(() => broken, { retries: 1000 });
    const drained = poller.drain();
    await poller.stop();
    await drained;
    expect(deadLetters()).toEqual([]);
  });
});
