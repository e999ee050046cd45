import {
  DescribeStreamCommand,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  TrimmedDataAccessException,
  type _Record,
  type DynamoDBStreamsClient,
} from '@aws-sdk/client-dynamodb-streams';

type Take = (records: readonly _Record[], shard: string) => void;

export type ShardReader = {
  /** Hands over what has come to each shard, parents first, up to where it ends now; returns how many records it was. */
  read(take: Take, stopping: AbortSignal): Promise<number>;
};

/** Reads a stream after the kept positions. Asks which shards there are only when one has ended: its children come then. */
export function shardReader(
  client: DynamoDBStreamsClient,
  arn: string,
  positionOf: (shard: string) => string | undefined,
): ShardReader {
  /** Where each shard goes on; undefined when that has to be asked for. A shard that has ended is taken out. */
  const open = new Map<string, string | undefined>();
  const ended = new Set<string>();
  let complete = false;

  async function findShards(): Promise<void> {
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn: arn }));
    for (const { ShardId } of StreamDescription?.Shards ?? [])
      if (ShardId && !ended.has(ShardId) && !open.has(ShardId)) open.set(ShardId, undefined);
    complete = true;
  }

  async function iteratorAfter(shard: string, after: string | undefined): Promise<string | undefined> {
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
        return iteratorAfter(shard, undefined);
      throw error;
    }
  }

  async function page(shard: string) {
    const iterator = open.get(shard) ?? (await iteratorAfter(shard, positionOf(shard)));
    try {
      return await client.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: 1000 }));
    } catch (error) {
      // An iterator lives for a quarter of an hour, and a laptop may sleep longer.
      if (!(error instanceof ExpiredIteratorException) || open.get(shard) === undefined) throw error;
      open.set(shard, undefined);
      return page(shard);
    }
  }

  async function readShard(shard: string, take: Take, stopping: AbortSignal): Promise<number> {
    let seen = 0;
    while (!stopping.aborted) {
      const { Records = [], NextShardIterator } = await page(shard);
      if (Records.length > 0) take(Records, shard);
      seen += Records.length;
      if (NextShardIterator === undefined) {
        open.delete(shard);
        ended.add(shard);
        complete = false;
        return seen;
      }
      open.set(shard, NextShardIterator);
      if (Records.length === 0) return seen;
    }
    return seen;
  }

  return {
    read: async (take, stopping) => {
      if (!complete) await findShards();
      let seen = 0;
      for (const shard of open.keys()) if (!stopping.aborted) seen += await readShard(shard, take, stopping);
      return seen;
    },
  };
}
