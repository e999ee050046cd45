import { ListStreamsCommand, type DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from './environment.ts';
import { shardReader } from './shard-reader.ts';
import { streamConsumer, type Consumer } from './stream-consumer.ts';
import type { StreamWiring } from './template/wiring.ts';

export type StreamOptions = {
  readonly client: DynamoDBStreamsClient;
  readonly wirings: readonly StreamWiring[];
  readonly invoke: (functionName: string, event: unknown) => Promise<Outcome>;
  /** Where positions and undeliverable records are written. */
  readonly folder: string;
};

export type Streams = {
  /** Resolves when every consumer has handled all that was written before the call, and what it caused. */
  drain(): Promise<void>;
  /** How many records were given up and written to a file of their own. */
  givenUp(): number;
  stop(): Promise<void>;
};

/** Lambda asks four times a second too: what comes meanwhile is handled together. */
const pauseMs = 250;

/**
 * Reads the tables' streams and calls their consumers. A stream is read once for all of its consumers: the embedded
 * engine looks through the whole stream at each read, and does nothing else meanwhile.
 */
export function startStreams({ client, wirings, invoke, folder }: StreamOptions): Streams {
  const stopping = new AbortController();
  mkdirSync(folder, { recursive: true });
  const consumers = wirings.map((wiring) => ({
    wiring,
    consumer: streamConsumer({ wiring, invoke, folder, stopping: stopping.signal }),
  }));
  const feeds = [...new Set(wirings.map(({ tableName }) => tableName))].map((tableName) => {
    const its = consumers.filter(({ wiring }) => wiring.tableName === tableName);
    return startFeed(
      client,
      tableName,
      its.map(({ consumer }) => consumer),
      stopping.signal,
    );
  });
  return {
    drain: async () => {
      await Promise.all(feeds.map(({ drain }) => drain()));
    },
    givenUp: () => consumers.reduce((sum, { consumer }) => sum + consumer.givenUp(), 0),
    stop: async () => {
      stopping.abort();
      await Promise.all(feeds.map(({ ended }) => ended));
    },
  };
}

function startFeed(
  client: DynamoDBStreamsClient,
  tableName: string,
  consumers: readonly Consumer[],
  stopping: AbortSignal,
) {
  const waiting = new Set<() => void>();
  let failure: Error | undefined;
  const allIdle = () => Promise.all(consumers.map((consumer) => consumer.idle()));

  const loop = async () => {
    const arn = await streamOf(client, tableName);
    const reader = shardReader(client, arn, (shard) =>
      earliest(consumers.map((consumer) => consumer.position(arn, shard))),
    );
    while (!stopping.aborted) {
      const asked = [...waiting];
      // Who asked waits for what the consumers write too, so they have to be at rest before the stream is read.
      if (asked.length > 0) await allIdle();
      const seen = await reader.read((records, shard) => {
        for (const consumer of consumers) consumer.take(arn, shard, records);
      }, stopping);
      if (seen === 0)
        for (const done of asked) {
          waiting.delete(done);
          done();
        }
      if (waiting.size === 0) await sleep(pauseMs, undefined, { signal: stopping }).catch(() => undefined);
    }
    await allIdle();
  };
  const ended = loop()
    .catch((error: unknown) => {
      if (stopping.aborted) return;
      failure = error instanceof Error ? error : new Error(String(error));
      process.stderr.write(`thidua: the stream of ${tableName} is read no more: ${failure.message}\n`);
    })
    .finally(() => {
      for (const done of waiting) done();
    });

  return {
    ended,
    drain: async () => {
      if (!failure && !stopping.aborted) await new Promise<void>((resolve) => waiting.add(resolve));
      if (failure) throw new Error(`the stream of ${tableName} is read no more`, { cause: failure });
    },
  };
}

/** Where the one that is furthest behind has come to; undefined when one of them has yet to begin. */
const earliest = (positions: readonly (string | undefined)[]): string | undefined =>
  positions.reduce((least, one) =>
    least === undefined || one === undefined ? undefined : BigInt(one) < BigInt(least) ? one : least,
  );

async function streamOf(client: DynamoDBStreamsClient, tableName: string): Promise<string> {
  const { Streams } = await client.send(new ListStreamsCommand({ TableName: tableName }));
  const arn = Streams?.at(-1)?.StreamArn;
  if (!arn) throw new Error(`the table ${tableName} has no stream`);
  return arn;
}
