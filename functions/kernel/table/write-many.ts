import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { chunks } from '../group.ts';
import { inGroups } from '../in-groups.ts';
import type { Item, Key } from './item.ts';

/** A whole item put in the place of whatever is there, or what is there removed. */
export type PlainWrite = { readonly put: Item } | { readonly remove: Key };

const maxBatch = 25;
const abreast = 4;
const maxAttempts = 8;

/**
 * Writes far more than a transaction takes, each on its own and in no order: for one writer who will do it all again when he
 * is stopped. No two writes may be of the same item.
 */
export const writeMany = (
  client: DynamoDBDocumentClient,
  tableName: string,
  writes: readonly PlainWrite[],
): Promise<void> =>
  inGroups(chunks(writes, maxBatch), abreast, async (group) => {
    let pending = group.map(requestOf);
    for (let attempt = 0; pending.length > 0; attempt += 1) {
      if (attempt === maxAttempts) throw new Error(`${pending.length} writes stayed unprocessed`);
      if (attempt > 0) await pause(2 ** attempt * 10);
      const { UnprocessedItems } = await client.send(
        new BatchWriteCommand({ RequestItems: { [tableName]: pending } }),
      );
      const left = UnprocessedItems?.[tableName] ?? [];
      pending = pending.filter((one) => left.some((other) => sameKey(one, other)));
    }
  });

const requestOf = (write: PlainWrite) =>
  'put' in write
    ? { PutRequest: { Item: { ...write.put } } }
    : { DeleteRequest: { Key: { pk: write.remove.pk, sk: write.remove.sk } } };

type Named = {
  readonly PutRequest?: { readonly Item: Record<string, unknown> | undefined } | undefined;
  readonly DeleteRequest?: { readonly Key: Record<string, unknown> | undefined } | undefined;
};

const keyOf = ({ PutRequest, DeleteRequest }: Named): string => {
  const { pk, sk } = PutRequest?.Item ?? DeleteRequest?.Key ?? {};
  return JSON.stringify([pk, sk]);
};

const sameKey = (a: Named, b: Named): boolean => keyOf(a) === keyOf(b);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
