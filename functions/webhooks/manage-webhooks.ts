import { instant } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { NoticeKind } from '../notices/template.ts';
import { hookUrl } from './address.ts';
import { changeWebhooks, nothing, type WebhookDeps, type WebhookInput } from './change-webhooks.ts';
import { newSecret } from './sign.ts';
import { again, maxWebhooks, type UnitWebhooks, type Webhook } from './webhook.ts';

export type RegisterWebhookInput = WebhookInput & {
  readonly url: string;
  readonly topics: readonly NoticeKind[];
};
export type ChangeWebhookInput = WebhookInput & {
  readonly webhookId: string;
  readonly active: boolean;
  readonly topics: readonly NoticeKind[];
};
export type RemoveWebhookInput = WebhookInput & { readonly webhookId: string };
export type RedeliverWebhookInput = WebhookInput & { readonly deliveryId: string };

/** The hooks with the new one, and its secret: null when an earlier answer to the same key has shown it. */
export type Registered = { readonly hooks: UnitWebhooks; readonly secret: string | null };

/** Registers a hook. Codes: NOT_FOUND, STALE_VERSION, WEBHOOK_URL, REQUIRED, TOO_MANY, DUPLICATE. */
export async function registerWebhook(
  deps: WebhookDeps,
  input: RegisterWebhookInput,
): Promise<Result<Registered>> {
  let secret: string | null = null;
  const result = await changeWebhooks(deps, 'registerWebhook', input, {
    load: nothing,
    decide: (hooks) => {
      const url = hookUrl(input.url);
      const refusals: Refusal[] = [...checkTopics(input.topics)];
      if (!url) refusals.push(refusal('WEBHOOK_URL', 'url'));
      if (hooks.webhooks.some((hook) => hook.url === url?.href)) refusals.push(refusal('DUPLICATE', 'url'));
      if (hooks.webhooks.length >= maxWebhooks)
        refusals.push(refusal('TOO_MANY', 'unitId', { limit: maxWebhooks }));
      if (!url || refusals.length > 0) return refuse(...refusals);
      secret = newSecret();
      const hook: Webhook = {
        id: deps.ids.next('whk'),
        url: url.href,
        topics: [...new Set(input.topics)],
        active: true,
        createdAt: instant(deps.clock),
        secret,
      };
      return accept({
        after: { ...hooks, webhooks: [...hooks.webhooks, hook] },
        event: 'WebhookRegistered',
        facts: { webhookId: hook.id, host: url.hostname, topics: hook.topics },
      });
    },
  });
  return result.ok ? accept({ hooks: result.value, secret }) : result;
}

/** Switches a hook on or off and chooses its topics. Codes: NOT_FOUND, STALE_VERSION, REQUIRED. */
export const changeWebhook = (deps: WebhookDeps, input: ChangeWebhookInput): Promise<Result<UnitWebhooks>> =>
  changeWebhooks(deps, 'changeWebhook', input, {
    load: nothing,
    decide: (hooks) => {
      const hook = hooks.webhooks.find((one) => one.id === input.webhookId);
      if (!hook) return refuse(refusal('NOT_FOUND', 'webhookId'));
      const refusals = checkTopics(input.topics);
      if (refusals.length > 0) return refuse(...refusals);
      const after = { ...hook, active: input.active, topics: [...new Set(input.topics)] };
      return accept({
        after: { ...hooks, webhooks: hooks.webhooks.map((one) => (one.id === hook.id ? after : one)) },
        event: 'WebhookChanged',
        facts: { webhookId: hook.id, active: after.active, topics: after.topics },
      });
    },
  });

/** Forgets a hook and its secret; what waits for it is given up. Codes: NOT_FOUND, STALE_VERSION. */
export const removeWebhook = (deps: WebhookDeps, input: RemoveWebhookInput): Promise<Result<UnitWebhooks>> =>
  changeWebhooks(deps, 'removeWebhook', input, {
    load: nothing,
    decide: (hooks) => {
      const rest = hooks.webhooks.filter((one) => one.id !== input.webhookId);
      if (rest.length === hooks.webhooks.length) return refuse(refusal('NOT_FOUND', 'webhookId'));
      return accept({
        after: { ...hooks, webhooks: rest },
        event: 'WebhookRemoved',
        facts: { webhookId: input.webhookId },
      });
    },
  });

/** Sends a message once more, with the same id. Codes: NOT_FOUND, STALE_VERSION, WRONG_STATE. */
export const redeliverWebhook = (
  deps: WebhookDeps,
  input: RedeliverWebhookInput,
): Promise<Result<UnitWebhooks>> => {
  const id = parseId('whd', input.deliveryId);
  return changeWebhooks(deps, 'redeliverWebhook', input, {
    load: async (unitId) => (id && (await deps.webhooks.delivery(unitId, id))) ?? null,
    decide: (hooks, delivery) => {
      if (!delivery || !hooks.webhooks.some((hook) => hook.id === delivery.webhookId))
        return refuse(refusal('NOT_FOUND', 'deliveryId'));
      if (delivery.state === 'WAITING')
        return refuse(refusal('WRONG_STATE', 'deliveryId', { status: delivery.state, allowed: '' }));
      return accept({
        after: hooks,
        writes: [deps.webhooks.putDelivery(delivery, again(delivery, deps.clock.now()))],
        event: 'WebhookRedelivered',
        facts: { webhookId: delivery.webhookId, deliveryId: delivery.id },
      });
    },
  });
};

const checkTopics = (topics: readonly NoticeKind[]): readonly Refusal[] =>
  topics.length === 0 ? [refusal('REQUIRED', 'topics')] : [];
