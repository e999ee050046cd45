import type { Dossier } from '../dossiers/dossier.ts';
import type { UnitRegistry } from '../units/registry.ts';
import type { UnitKind } from '../units/unit.ts';

/** What the unit that has a dossier, or its heir, was on the day of the receipt. */
export function kindOfHandler(
  registry: UnitRegistry,
  { handlerUnitId, receipt }: Pick<Dossier, 'handlerUnitId' | 'receipt'>,
): UnitKind | undefined {
  if (!handlerUnitId || !receipt) return undefined;
  const on = receipt.receivedOn;
  const heir = registry.heirsOn(handlerUnitId, on)[0];
  return heir && registry.stateOn(heir, on)?.kind;
}
