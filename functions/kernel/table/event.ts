import * as z from 'zod/mini';
import { itemShape, type Item } from './item.ts';
import { storedId, storedInstant } from './schemas.ts';

/**
 * What happened to an aggregate, written in the transaction that made it happen. `seq` is the version of the
 * aggregate that it led to, so events of one aggregate are gapless and in order.
 */
export const eventSchema = z.object({
  aggregateId: z.string(),
  seq: z.int().check(z.positive()),
  name: z.string(),
  at: storedInstant,
  actorId: storedId('usr'),
  requestId: z.string(),
  facts: z.record(z.string(), z.unknown()),
});

export type StoredEvent = z.output<typeof eventSchema>;

/** An event without its facts: enough to tell whom it calls for what. */
export const eventHead = z.omit(eventSchema, { facts: true });

export type EventHead = z.output<typeof eventHead>;

export const eventShape = itemShape({ type: 'event', v: 1, data: () => eventSchema });

export const eventPrefix = 'EVENT#';

export const eventKey = (pk: string, seq: number) => ({
  pk,
  sk: `${eventPrefix}${String(seq).padStart(8, '0')}`,
});

export const eventItem = (pk: string, event: StoredEvent): Item =>
  eventShape.item(eventKey(pk, event.seq), event);
