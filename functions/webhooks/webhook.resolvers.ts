import type { Resolvers } from '../generated/graphql.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { changeWebhook, redeliverWebhook, registerWebhook, removeWebhook } from './manage-webhooks.ts';
import { viewWebhooks } from './view-webhooks.ts';

export const webhookResolvers: Resolvers = {
  Query: { unitWebhooks: (_root, { unitId }, { deps }) => viewWebhooks(deps, unitId) },
  Mutation: {
    registerWebhook: async (_root, { input }, { deps }) => {
      const result = await registerWebhook(deps, input);
      return result.ok
        ? { unitWebhooks: result.value.hooks, secret: result.value.secret, userErrors: [] }
        : { unitWebhooks: null, secret: null, userErrors: result.refusals };
    },
    changeWebhook: async (_root, { input }, { deps }) =>
      toPayload('unitWebhooks', await changeWebhook(deps, input)),
    removeWebhook: async (_root, { input }, { deps }) =>
      toPayload('unitWebhooks', await removeWebhook(deps, input)),
    redeliverWebhook: async (_root, { input }, { deps }) =>
      toPayload('unitWebhooks', await redeliverWebhook(deps, input)),
  },
  UnitWebhooks: {
    unit: async (hooks, _args, { deps }) => (await deps.units.registry()).require(hooks.unitId),
  },
  Webhook: {
    deliveries: async (hook, args, { deps }) => connection(await deps.webhooks.pageDeliveries(hook.id, args)),
  },
};
