import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  TrimmedDataAccessException,
  type _Record,
  type DynamoDBStreamsClient,
  type GetRecordsCommandOutput,
} from '@aws-sdk/client-dynamodb-streams';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { deliver } from './deliver.ts';
import type { Outcome } from './environment.ts';
import { fits } from './event-pattern.ts';
import { positions, type Positions } from './positions.ts';
import { streamEvent } from './stream-event.ts';
import type { StreamWiring } from './template/wiring.ts';

export type StreamOptions = {
  readonly client: DynamoDBStreamsClient;
  readonly wirings: readonly StreamWiring[];
  readonly invoke: (functionName: string, event: unknown) => Promise<Outcome>;
  /** Where positions and undeliverable records are written. */
  readonly folder: string;
};

export type Streams = {
  /** Resolves when every consumer has seen all that was written before the call, and what it caused. */
  drain(): Promise<void>;
  stop(): Promise<void>;
};

const idleMs = 100;

/** Reads the tables' streams and calls their consumers. Each consumer goes at its own pace. */
export function startStreams(options: StreamOptions): Streams {
  const stopping = new AbortController();
  mkdirSync(options.folder, { recursive: true });
  const consumers = options.wirings.map((wiring) => startConsumer(options, wiring, stopping.signal));
  return {
    drain: async () => {
      await Promise.all(consumers.map(({ drain }) => drain()));
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(consumers.map(({ ended }) => ended));
    },
  };
}

function startConsumer(
  { client, invoke, folder }: StreamOptions,
  wiring: StreamWiring,
  stopping: AbortSignal,
) {
  const { name } = wiring.function;
  const position = positions(join(folder, `${name}.json`));
  const deadLetters = join(folder, `${name}.dead-letters.jsonl`);
  const waiting = new Set<() => void>();
  let failure: Error | undefined;

  const handle = async (records: readonly _Record[], arn: string, shard: string): Promise<void> => {
    const wanted = records.filter((record) => passes(wiring, record));
    for (let at = 0; at < wanted.length && !stopping.aborted; at += wiring.batchSize)
      await deliver(wanted.slice(at, at + wiring.batchSize), {
        wiring,
        stopping,
        invoke: (batch) => invoke(name, streamEvent(batch, arn)),
        giveUp: (batch, reason) => {
          for (const record of batch)
            appendFileSync(
              deadLetters,
              `${JSON.stringify({ reason, record: streamEvent([record], arn).Records[0] })}\n`,
            );
        },
        settled: (record) => position.keep(arn, shard, record),
      });
    const last = records.at(-1);
    if (last && !stopping.aborted) position.keep(arn, shard, last);
  };

  const loop = async () => {
    const arn = await streamOf(client, wiring.tableName);
    while (!stopping.aborted) {
      const asked = [...waiting];
      const seen = await readOnce(client, { arn, position, handle, stopping });
      if (seen > 0) continue;
      // All that was there when the read began has been handled, so whoever asked before it has waited long enough.
      for (const done of asked) {
        waiting.delete(done);
        done();
      }
      if (waiting.size === 0) await sleep(idleMs, undefined, { signal: stopping }).catch(() => undefined);
    }
  };
  const ended = loop()
    .catch((error: unknown) => {
      if (stopping.aborted) return;
      failure = error instanceof Error ? error : new Error(String(error));
      process.stderr.write(`thidua: the stream consumer ${name} stopped: ${failure.message}\n`);
    })
    .finally(() => {
      for (const done of waiting) done();
    });

  return {
    ended,
    drain: async () => {
      if (!failure && !stopping.aborted) await new Promise<void>((resolve) => waiting.add(resolve));
      if (failure) throw new Error(`the stream consumer ${name} stopped`, { cause: failure });
    },
  };
}

const passes = ({ filters }: StreamWiring, record: _Record): boolean =>
  filters.length === 0 || filters.some((filter) => fits(filter, record));

async function streamOf(client: DynamoDBStreamsClient, tableName: string): Promise<string> {
  const { Streams } = await client.send(new ListStreamsCommand({ TableName: tableName }));
  const arn = Streams?.at(-1)?.StreamArn;
  if (!arn) throw new Error(`the table ${tableName} has no stream`);
  return arn;
}

type Reading = {
  readonly arn: string;
  readonly position: Positions;
  readonly handle: (records: readonly _Record[], arn: string, shard: string) => Promise<void>;
  readonly stopping: AbortSignal;
};

/** Reads each shard, parents first, from its kept position to where it ends now; returns how many records there were. */
async function readOnce(client: DynamoDBStreamsClient, reading: Reading): Promise<number> {
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn: reading.arn }));
  let seen = 0;
  for (const { ShardId } of StreamDescription?.Shards ?? [])
    if (ShardId && !reading.stopping.aborted) seen += await readShard(client, ShardId, reading);
  return seen;
}

async function readShard(
  client: DynamoDBStreamsClient,
  shard: string,
  { arn, position, handle, stopping }: Reading,
): Promise<number> {
  let iterator = await iteratorAfter(client, arn, shard, position.of(arn, shard));
  let seen = 0;
  while (iterator && !stopping.aborted) {
    const page: GetRecordsCommandOutput = await client.send(
      new GetRecordsCommand({ ShardIterator: iterator, Limit: 1000 }),
    );
    const records = page.Records ?? [];
    if (records.length === 0) break;
    await handle(records, arn, shard);
    seen += records.length;
    iterator = page.NextShardIterator;
  }
  return seen;
}

async function iteratorAfter(
  client: DynamoDBStreamsClient,
  arn: string,
  shard: string,
  after: string | undefined,
): Promise<string | undefined> {
  const of = { StreamArn: arn, ShardId: shard };
  const start =
    after === undefined
      ? new GetShardIteratorCommand({ ...of, ShardIteratorType: 'TRIM_HORIZON' })
      : new GetShardIteratorCommand({
          ...of,
          ShardIteratorType: 'AFTER_SEQUENCE_NUMBER',
          SequenceNumber: after,
        });
  try {
    return (await client.send(start)).ShardIterator;
  } catch (error) {
    // Streams hold a day. Consumers take an event twice without harm, so the oldest that is left is a safe place.
    if (after !== undefined && error instanceof TrimmedDataAccessException)
      return iteratorAfter(client, arn, shard, undefined);
    throw error;
  }
}
