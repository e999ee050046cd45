import { administers } from '../access/user.policy.ts';
import { forbidden } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import type { WebhookDeps } from './change-webhooks.ts';
import type { UnitWebhooks } from './webhook.ts';

/** The hooks of a unit, for its administrators; FORBIDDEN for anyone else, whether or not the unit exists. */
export async function viewWebhooks(deps: WebhookDeps, rawUnitId: string): Promise<UnitWebhooks> {
  const unitId = parseId('unt', rawUnitId);
  const [actor, registry] = await Promise.all([deps.actor(), deps.units.registry()]);
  const on = today(deps.clock);
  if (!unitId || actor.kind !== 'user' || !registry.get(unitId) || !administers(actor, registry, unitId, on))
    throw forbidden();
  return deps.webhooks.of(unitId);
}
