import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { Id } from '../ids.ts';
import { itemShape, type Item } from './item.ts';

const recordData = z.object({ operation: z.string(), inputHash: z.string(), resultId: z.string() });

export type IdempotencyRecord = z.output<typeof recordData>;

const shape = itemShape({ type: 'idempotency', v: 1, data: () => recordData });

const lifetimeSeconds = 7 * 24 * 60 * 60;

export const idempotencyKey = (userId: Id<'usr'>, key: string) => ({ pk: `IDEM#${userId}`, sk: key });

export const idempotencyItem = (
  userId: Id<'usr'>,
  key: string,
  record: IdempotencyRecord,
  now: Date,
): Item => ({
  ...shape.item(idempotencyKey(userId, key), record),
  ttl: epochSeconds(now) + lifetimeSeconds,
});

/** An expired record is as good as none: DynamoDB deletes it only within days of its `ttl`. */
export const readIdempotency = (item: Item | undefined, now: Date): IdempotencyRecord | undefined =>
  item && Number(item['ttl']) > epochSeconds(now) ? shape.read(item) : undefined;

export const epochSeconds = (now: Date): number => Math.floor(now.getTime() / 1000);

/** Same input, same hash, whatever the order of its fields. */
export function inputHash(operation: string, input: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([operation, input], (_name, value: unknown) => sorted(value)))
    .digest('base64url');
}

const sorted = (value: unknown): unknown =>
  typeof value === 'bigint'
    ? String(value)
    : typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
