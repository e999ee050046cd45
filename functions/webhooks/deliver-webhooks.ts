import type { Clock } from '../kernel/clock.ts';
import { log } from '../kernel/log.ts';
import { TransactionRefused, type Table } from '../kernel/table/table.ts';
import { PostRefused, postSafely, type Network } from './post-safely.ts';
import { signature } from './sign.ts';
import type { WebhookStore } from './webhook.store.ts';
import { delivered, refused, tried, type Delivery, type Webhook } from './webhook.ts';

export type DeliverDeps = {
  readonly requestId: string;
  readonly clock: Clock;
  readonly network: Network;
  /** A fresh view of the table for each delivery. */
  readonly open: () => { readonly table: Table; readonly webhooks: WebhookStore };
};

const perRun = 100;
const atOnce = 10;

/**
 * Posts what waits. A try is marked before it is made; what no try could deliver within some two hours is given up, which
 * is logged for an alarm, and can be sent again by hand. A crash after posting posts once more: never less than once.
 */
export async function deliverWebhooks(deps: DeliverDeps): Promise<{ delivered: number; refused: number }> {
  const due = await deps.open().webhooks.due(deps.clock.now().toISOString(), perRun);
  const tally = { delivered: 0, refused: 0 };
  for (let at = 0; at < due.length; at += atOnce)
    for (const after of await Promise.all(due.slice(at, at + atOnce).map((one) => deliverOne(deps, one)))) {
      if (after?.state === 'DELIVERED') tally.delivered += 1;
      else if (after) tally.refused += 1;
    }
  log.info('WEBHOOKS_DELIVERED', tally);
  return tally;
}

async function deliverOne(deps: DeliverDeps, listed: Delivery): Promise<Delivery | undefined> {
  const { table, webhooks } = deps.open();
  const [hooks, before] = await Promise.all([
    webhooks.of(listed.unitId),
    webhooks.delivery(listed.unitId, listed.id),
  ]);
  const now = deps.clock.now();
  if (before?.state !== 'WAITING' || before.after > now.toISOString()) return undefined;
  const write = (from: Delivery, to: Delivery) => table.transact([webhooks.putDelivery(from, to).request]);
  const hook = hooks.webhooks.find((one) => one.id === before.webhookId);
  if (!hook?.active) {
    await write(before, { ...before, state: 'FAILED', result: 'HOOK_OFF' });
    return undefined;
  }
  const taken = tried(before, now);
  if (!(await claimed(write(before, taken)))) return undefined;
  const after = await attempt(deps, hook, taken);
  await write(taken, after);
  if (after.state === 'FAILED')
    log.error('NOTICE_UNDELIVERED', { channel: 'WEBHOOK', webhookId: hook.id, result: after.result });
  return after;
}

async function attempt(deps: DeliverDeps, hook: Webhook, delivery: Delivery): Promise<Delivery> {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'thidua-webhook/1',
    'thidua-delivery': delivery.id,
    'thidua-topic': delivery.topic,
    'thidua-signature': signature(hook.secret, delivery.body, deps.clock.now()),
  };
  try {
    const status = await postSafely(deps.network, { url: hook.url, body: delivery.body, headers });
    return delivered(delivery, String(status));
  } catch (error) {
    if (!(error instanceof PostRefused)) throw error;
    return refused(delivery, error.status === null ? error.code : String(error.status));
  }
}

async function claimed(transaction: Promise<void>): Promise<boolean> {
  try {
    await transaction;
    return true;
  } catch (error) {
    // Another run is posting the same delivery.
    if (error instanceof TransactionRefused) return false;
    throw error;
  }
}
