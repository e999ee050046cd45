import * as z from 'zod/mini';
import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { epochSeconds } from '../kernel/table/idempotency.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedId, storedInstant } from '../kernel/table/schemas.ts';
import { create, replace, versionOf, type Write } from '../kernel/table/write.ts';
import { noticeKinds } from '../notices/template.ts';
import { deliveryStates, type Delivery, type UnitWebhooks } from './webhook.ts';

export interface WebhookStore {
  /** The hooks of a unit, their secrets too; one read, which travels with the others of its tick. */
  of(unitId: Id<'unt'>): Promise<UnitWebhooks>;
  /** Replaces a unit's hooks, whose stored version must be one less. */
  replace(after: UnitWebhooks): Write;
  delivery(unitId: Id<'unt'>, id: Id<'whd'>): Promise<Delivery | undefined>;
  createDelivery(delivery: Delivery): Write;
  /** Writes what followed from `before`; BUSY when somebody was faster. */
  putDelivery(before: Delivery, after: Delivery): Write;
  /** What was sent to a hook, the latest first. */
  pageDeliveries(webhookId: Id<'whk'>, args: PageArgs): Promise<Page<Delivery>>;
  /** Deliveries that may be tried by an instant, the longest waiting first. The index lags. */
  due(before: string, limit: number): Promise<readonly Delivery[]>;
}

const kept = 60 * 24 * 60 * 60;

const hooksShape = itemShape({
  type: 'webhooks',
  v: 1,
  data: () =>
    z.object({
      unitId: storedId('unt'),
      webhooks: z.array(
        z.object({
          id: storedId('whk'),
          url: z.string(),
          topics: z.array(z.enum(noticeKinds)),
          active: z.boolean(),
          createdAt: storedInstant,
          secret: z.string(),
        }),
      ),
    }),
});

const deliveryShape = itemShape({
  type: 'webhookDelivery',
  v: 1,
  data: () =>
    z.object({
      id: storedId('whd'),
      unitId: storedId('unt'),
      webhookId: storedId('whk'),
      topic: z.enum(noticeKinds),
      body: z.string(),
      state: z.enum(deliveryStates),
      at: storedInstant,
      after: storedInstant,
      attempts: z.int(),
      result: z.nullable(z.string()),
    }),
});

export const webhooksPk = (unitId: Id<'unt'>): string => `WHK#${unitId}`;
const rootKey = (unitId: Id<'unt'>): Key => ({ pk: webhooksPk(unitId), sk: '#' });
const deliveryKey = (unitId: Id<'unt'>, id: Id<'whd'>): Key => ({ pk: webhooksPk(unitId), sk: `D#${id}` });

export function webhookStore(reader: ListReader): WebhookStore {
  const { table } = reader;
  return {
    of: async (unitId) => {
      const item = await table.get(rootKey(unitId));
      return item ? readHooks(item) : { unitId, webhooks: [], version: 0 };
    },
    replace: ({ version, unitId, webhooks }) => {
      const rows = webhooks.map((hook) => ({ ...hook, topics: [...hook.topics] }));
      const item = hooksShape.item(rootKey(unitId), { unitId, webhooks: rows });
      return version === 1
        ? create(item, refusal('STALE_VERSION', 'expectedVersion'), 1)
        : replace(item, version - 1);
    },
    delivery: async (unitId, id) => {
      const item = await table.get(deliveryKey(unitId, id));
      return item && deliveryShape.read(item);
    },
    createDelivery: (delivery) => create(itemOf(delivery), refusal('DUPLICATE', [])),
    putDelivery: (before, after) => ({
      request: {
        Put: {
          Item: itemOf(after),
          ConditionExpression: '#data.#state = :state AND #data.attempts = :attempts',
          ExpressionAttributeNames: { '#data': 'data', '#state': 'state' },
          ExpressionAttributeValues: { ':state': before.state, ':attempts': before.attempts },
        },
      },
      onConflict: () => refusal('BUSY', []),
    }),
    pageDeliveries: (webhookId, args) =>
      pageOf(reader, { index: 'gsi1', pk: `WHDOF#${webhookId}`, descending: true }, args, (item) =>
        deliveryShape.read(item),
      ),
    due: async (before, limit) => {
      const range = { skFrom: '0', skTo: `${before}~` };
      const { items } = await table.query({ index: 'gsi3', pk: 'WHDDUE', ...range, limit });
      return items.map((item) => deliveryShape.read(item));
    },
  };
}

const readHooks = (item: Item): UnitWebhooks => ({ ...hooksShape.read(item), version: versionOf(item) });

const itemOf = (delivery: Delivery): Item => ({
  ...deliveryShape.item(
    {
      ...deliveryKey(delivery.unitId, delivery.id),
      gsi1pk: `WHDOF#${delivery.webhookId}`,
      gsi1sk: `${delivery.at}#${delivery.id}`,
      ...(delivery.state === 'WAITING' && {
        gsi3pk: 'WHDDUE',
        gsi3sk: `${delivery.after}#${delivery.id}`,
      }),
    },
    { ...delivery },
  ),
  ttl: epochSeconds(new Date(delivery.after)) + kept,
});
