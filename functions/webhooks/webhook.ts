import { createHash } from 'node:crypto';
import { derivedId, type Id } from '../kernel/ids.ts';
import type { NoticeKind } from '../notices/template.ts';

/** An https address of another system that hears of what concerns one unit. */
export type Webhook = {
  readonly id: Id<'whk'>;
  readonly url: string;
  readonly topics: readonly NoticeKind[];
  readonly active: boolean;
  readonly createdAt: string;
  /** Signs every message; leaves the store for nothing else. */
  readonly secret: string;
};

/** All hooks of a unit: one record, so that their number is bounded and one read finds them. */
export type UnitWebhooks = {
  readonly unitId: Id<'unt'>;
  readonly webhooks: readonly Webhook[];
  readonly version: number;
};

export const maxWebhooks = 5;

export const deliveryStates = ['WAITING', 'DELIVERED', 'FAILED'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** One message to one hook, and how it went. */
export type Delivery = {
  readonly id: Id<'whd'>;
  readonly unitId: Id<'unt'>;
  readonly webhookId: Id<'whk'>;
  readonly topic: NoticeKind;
  /** What is posted, byte for byte. */
  readonly body: string;
  readonly state: DeliveryState;
  readonly at: string;
  /** Not to be tried before this instant. */
  readonly after: string;
  readonly attempts: number;
  /** Of the last try: the status that was answered, or why none was. */
  readonly result: string | null;
};

export type Message = {
  readonly topic: NoticeKind;
  readonly unitId: Id<'unt'>;
  readonly aboutId: string;
  readonly title: string;
  readonly text: string;
  readonly at: string;
  /** The same cause is told the same hook only once. */
  readonly cause: string;
};

/** The deliveries of a message to the hooks of its unit that asked for its topic. */
export const deliveriesOf = (hooks: UnitWebhooks, message: Message): readonly Delivery[] =>
  hooks.webhooks
    .filter((hook) => hook.active && hook.topics.includes(message.topic))
    .map((hook) => deliveryTo(hook, hooks.unitId, message));

function deliveryTo(hook: Webhook, unitId: Id<'unt'>, message: Message): Delivery {
  const { topic, aboutId, title, text, at, cause } = message;
  const id = derivedId('whd', createHash('sha256').update(`${hook.id}\n${cause}`).digest());
  return {
    id,
    unitId,
    webhookId: hook.id,
    topic,
    body: JSON.stringify({ id, topic, unitId: message.unitId, aboutId, title, text, at }),
    state: 'WAITING',
    at,
    after: at,
    attempts: 0,
    result: null,
  };
}

export const maxTries = 8;

/** Minutes until the next try: 1, 2, 4 … 64; about two hours in all. */
export const tried = (delivery: Delivery, now: Date): Delivery => ({
  ...delivery,
  attempts: delivery.attempts + 1,
  after: new Date(now.getTime() + 60_000 * 2 ** delivery.attempts).toISOString(),
});

export const delivered = (delivery: Delivery, result: string): Delivery => ({
  ...delivery,
  state: 'DELIVERED',
  result,
});

export const refused = (delivery: Delivery, result: string): Delivery => ({
  ...delivery,
  state: delivery.attempts >= maxTries ? 'FAILED' : 'WAITING',
  result,
});

/** Sent once more, from the first try on, with the same id and body. */
export const again = (delivery: Delivery, now: Date): Delivery => ({
  ...delivery,
  state: 'WAITING',
  attempts: 0,
  after: now.toISOString(),
});
