import type { Id } from '../kernel/ids.ts';
import type { UnitRegistry } from './registry.ts';

/** Every unit that a unit carries on, through any number of mergers. */
export function predecessorsOf(registry: Pick<UnitRegistry, 'get'>, unitId: Id<'unt'>): readonly Id<'unt'>[] {
  const found = new Set<Id<'unt'>>();
  const visit = (id: Id<'unt'>): void => {
    for (const { unitId: earlier } of registry.get(id)?.predecessors ?? [])
      if (!found.has(earlier)) {
        found.add(earlier);
        visit(earlier);
      }
  };
  visit(unitId);
  found.delete(unitId);
  return [...found];
}
