import { administers, requireAdmin } from '../access/user.policy.ts';
import { today } from '../kernel/clock.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Scope } from '../kernel/scope.ts';
import type { Write } from '../kernel/table/write.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { webhooksPk, type WebhookStore } from './webhook.store.ts';
import type { UnitWebhooks } from './webhook.ts';

export type WebhookDeps = Scope & { readonly webhooks: WebhookStore; readonly units: UnitStore };

export type WebhookInput = {
  readonly unitId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
};

export type WebhookOutcome = {
  readonly after: Omit<UnitWebhooks, 'version'>;
  readonly writes?: readonly Write[];
  readonly event: string;
  /** Never a secret, and of an address its host alone. */
  readonly facts: Readonly<Record<string, unknown>>;
};

/** What every change of a unit's hooks has in common: an administrator over the unit, the version, one more version. */
export function changeWebhooks<E>(
  deps: WebhookDeps,
  operation: string,
  input: WebhookInput,
  change: {
    readonly load: (unitId: Id<'unt'>) => Promise<E>;
    readonly decide: (hooks: UnitWebhooks, extra: E) => Result<WebhookOutcome>;
  },
): Promise<Result<UnitWebhooks>> {
  const unitId = parseId('unt', input.unitId);
  return mutate(deps, {
    operation,
    input,
    load: () =>
      Promise.all([deps.units.registry(), unitId && deps.webhooks.of(unitId), unitId && change.load(unitId)]),
    decide: ([registry, hooks, extra], actor) => {
      requireAdmin(actor);
      if (!hooks || extra === undefined || !registry.get(hooks.unitId))
        return refuse(refusal('NOT_FOUND', 'unitId'));
      if (!administers(actor, registry, hooks.unitId, today(deps.clock)))
        return refuse(refusal('NOT_FOUND', 'unitId'));
      if (hooks.version !== input.expectedVersion)
        return refuse(refusal('STALE_VERSION', 'expectedVersion', { currentVersion: hooks.version }));
      const outcome = change.decide(hooks, extra);
      if (!outcome.ok) return outcome;
      const { after: next, writes = [], event, facts } = outcome.value;
      const after = { ...next, version: hooks.version + 1 };
      return accept({
        result: after,
        resultId: hooks.unitId,
        writes: [deps.webhooks.replace(after), ...writes],
        event: {
          pk: webhooksPk(hooks.unitId),
          aggregateId: hooks.unitId,
          seq: after.version,
          name: event,
          facts,
        },
      });
    },
    reload: async (id) => {
      const found = parseId('unt', id);
      return found && deps.webhooks.of(found);
    },
  });
}

/** For a change that needs nothing beside the hooks. */
export const nothing = (): Promise<null> => Promise.resolve(null);
