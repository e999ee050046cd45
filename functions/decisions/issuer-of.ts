import type { Decision } from '../dossiers/decision.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { UnitRegistry } from '../units/registry.ts';

type Issuer = Pick<Decision, 'issuerUnitId' | 'issuerName'>;

/** Who issues what changes a decision: the unit that issued it, or carries it on; the state level stays what it is. */
export function issuerOf(
  { issuerUnitId, issuerName }: Issuer,
  registry: UnitRegistry,
  on: LocalDate,
): Issuer {
  if (issuerUnitId === null) return { issuerUnitId, issuerName };
  const [heir = issuerUnitId] = registry.heirsOn(issuerUnitId, on);
  return { issuerUnitId: heir, issuerName: registry.stateOn(heir, on)?.name ?? issuerName };
}
