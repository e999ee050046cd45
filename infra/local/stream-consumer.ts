import type { _Record } from '@aws-sdk/client-dynamodb-streams';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliver } from './deliver.ts';
import type { Outcome } from './environment.ts';
import { fits } from './event-pattern.ts';
import { positions } from './positions.ts';
import { streamEvent } from './stream-event.ts';
import type { StreamWiring } from './template/wiring.ts';

export type ConsumerOptions = {
  readonly wiring: StreamWiring;
  readonly invoke: (functionName: string, event: unknown) => Promise<Outcome>;
  /** Where its positions and undeliverable records are written. */
  readonly folder: string;
  readonly stopping: AbortSignal;
};

export type Consumer = {
  /** Up to which record of a shard it has handled all; undefined when it has yet to begin. */
  position(arn: string, shard: string): string | undefined;
  /** Gives it records to handle after those that it was given before. */
  take(arn: string, shard: string, records: readonly _Record[]): void;
  /** Resolves when it has handled all that it was given; throws when it could not go on. */
  idle(): Promise<void>;
  /** How many records were given up and written to a file of their own. */
  givenUp(): number;
};

/** A function that reads a stream: it handles what has come meanwhile together, and goes at its own pace. */
export function streamConsumer({ wiring, invoke, folder, stopping }: ConsumerOptions): Consumer {
  const { name } = wiring.function;
  const position = positions(join(folder, `${name}.json`));
  const deadLetters = join(folder, `${name}.dead-letters.jsonl`);
  const queues = new Map<string, { arn: string; records: readonly _Record[] }>();
  let running: Promise<void> | undefined;
  let failure: Error | undefined;
  let lost = 0;

  const handle = async (arn: string, shard: string, records: readonly _Record[]): Promise<void> => {
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

  const run = async (): Promise<void> => {
    for (const [shard, { arn, records }] of queues) {
      // A shard that gets records meanwhile comes again, at the end of the queue.
      queues.delete(shard);
      await handle(arn, shard, records);
    }
    running = undefined;
  };

  return {
    position: (arn, shard) => position.of(arn, shard),
    take: (arn, shard, records) => {
      // After a failure it stays where it is: what follows must not overtake what was not handled.
      if (failure) return;
      const from = position.of(arn, shard);
      const unseen = from === undefined ? records : records.filter((record) => isAfter(record, from));
      if (unseen.length === 0) return;
      queues.set(shard, { arn, records: [...(queues.get(shard)?.records ?? []), ...unseen] });
      running ??= run().catch((error: unknown) => {
        failure = new Error(`the stream consumer ${name} stopped`, { cause: error });
        process.stderr.write(`thidua: ${failure.message}: ${String(error)}\n`);
      });
    },
    idle: async () => {
      await running;
      if (failure) throw failure;
    },
    givenUp: () => lost,
  };
}

const passes = ({ filters }: StreamWiring, record: _Record): boolean =>
  filters.length === 0 || filters.some((filter) => fits(filter, record));

const isAfter = ({ dynamodb }: _Record, position: string): boolean =>
  BigInt(dynamodb?.SequenceNumber ?? 0) > BigInt(position);
