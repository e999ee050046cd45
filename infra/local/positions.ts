import type { _Record } from '@aws-sdk/client-dynamodb-streams';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const kept = z.object({ arn: z.string(), shards: z.record(z.string(), z.string()) });

/** How far a consumer has come in a stream, across restarts. Another stream begins at its beginning. */
export type Positions = {
  of(arn: string, shard: string): string | undefined;
  keep(arn: string, shard: string, record: _Record): void;
};

export function positions(file: string): Positions {
  let state = read(file);
  return {
    of: (arn, shard) => (state?.arn === arn ? state.shards[shard] : undefined),
    keep: (arn, shard, record) => {
      const number = record.dynamodb?.SequenceNumber;
      if (number === undefined) return;
      state = { arn, shards: { ...(state?.arn === arn && state.shards), [shard]: number } };
      // A file half written at a crash would lose the position, a renamed one can't be half written.
      writeFileSync(`${file}.new`, JSON.stringify(state));
      renameSync(`${file}.new`, file);
    },
  };
}

function read(file: string): z.output<typeof kept> | undefined {
  try {
    return kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}
