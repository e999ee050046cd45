import {
  ListStreamsCommand,
  type _Record,
  type DynamoDBStreamsClient,
} from '@aws-sdk/client-dynamodb-streams';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { deliver } from './deliver.ts';
import type { Outcome } from './environment.ts';
import { fits } from './event-pattern.ts';
import { positions } from './positions.ts';
import { shardReader } from './shard-reader.ts';
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
  /** How many records were given up and written to a file of their own. */
  givenUp(): number;
  stop(): Promise<void>;
};

/** Lambda asks four times a second too: what comes meanwhile is handled together. */
const pauseMs = 250;

/** Reads the tables' streams and calls their consumers. Each consumer goes at its own pace. */
export function startStreams(options: StreamOptions): Streams {
  const stopping = new AbortController();
  mkdirSync(options.folder, { recursive: true });
  const consumers = options.wirings.map((wiring) => startConsumer(options, wiring, stopping.signal));
  return {
    drain: async () => {
      await Promise.all(consumers.map(({ drain }) => drain()));
    },
    givenUp: () => consumers.reduce((sum, consumer) => sum + consumer.givenUp(), 0),
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
  let lost = 0;

  const handle = async (records: readonly _Record[], arn: string, shard: string): Promise<void> => {
    const wanted = records.filter((record) => passes(wiring, record));
    for (let at = 0; at < wanted.length && !stopping.aborted; at += wiring.batchSize)
      await deliver(wanted.slice(at, at + wiring.batchSize), {
        wiring,
        stopping,
        invoke: (batch) => invoke(name, streamEvent(batch, arn)),
        giveUp: (batch, reason) => {
          lost += batch.length;
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
    const reader = shardReader(client, arn, (shard) => position.of(arn, shard));
    while (!stopping.aborted) {
      const asked = [...waiting];
      const seen = await reader.read((records, shard) => handle(records, arn, shard), stopping);
      // All that was there when the read began has been handled, so whoever asked before it has waited long enough.
      if (seen === 0)
        for (const done of asked) {
          waiting.delete(done);
          done();
        }
      if (waiting.size === 0) await sleep(pauseMs, undefined, { signal: stopping }).catch(() => undefined);
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
    givenUp: () => lost,
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
