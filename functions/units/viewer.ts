import { today } from '../kernel/clock.ts';
import type { Scope } from '../kernel/scope.ts';
import type { Viewer } from './machine.ts';
import type { UnitStore } from './unit.store.ts';

/** Who asks in this request, and against what. */
export async function viewerOf(
  deps: Pick<Scope, 'actor' | 'clock'> & { readonly units: Pick<UnitStore, 'registry'> },
): Promise<Viewer> {
  const [actor, registry] = await Promise.all([deps.actor(), deps.units.registry()]);
  return { actor, registry, on: today(deps.clock) };
}
