import { forbidden, unitsWithRole, type Actor, type PermissionTable } from '../kernel/actor.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { actsFor } from '../units/standing.ts';
import { seatOf, type Council, type Seat } from './council.ts';

export const councilPermissions = {
  'council.establish': ['LEADER', 'APPRAISER'],
  'council.change': ['LEADER', 'APPRAISER'],
} as const satisfies PermissionTable;

export type CouncilAction = keyof typeof councilPermissions;

/** Who asks, against which register of units, on which day. */
export type CouncilViewer = {
  readonly actor: Actor;
  readonly registry: UnitRegistry;
  readonly on: LocalDate;
};

/** Throws FORBIDDEN for someone who holds none of the action's roles anywhere. */
export function requireCouncilRole(actor: Actor, action: CouncilAction): void {
  if (unitsWithRole(actor, councilPermissions[action]).length === 0) throw forbidden();
}

/** Who a council consists of is published by decision: whoever is signed in may know it. */
export const seesCouncil = ({ actor }: CouncilViewer): boolean => actor.kind === 'user';

/** Works for the council's unit as its standing body or its leader. */
export const servesCouncil = (council: Council, { actor, registry, on }: CouncilViewer): boolean =>
  actsFor(actor, councilPermissions['council.change'], registry, council.unitId, on);

/** The caller's own seat on a day. */
export const ownSeat = (council: Council, { actor, on }: CouncilViewer): Seat | undefined =>
  actor.kind === 'user' ? seatOf(council, actor.userId, on) : undefined;

/** Relatives are told to the holder and to whoever watches over conflicts of interest: chair, secretary, standing body. */
export function seesRelatives(council: Council, seat: Seat, viewer: CouncilViewer): boolean {
  const own = ownSeat(council, viewer);
  return (
    servesCouncil(council, viewer) ||
    (own !== undefined && (own.number === seat.number || own.role === 'CHAIR' || own.role === 'SECRETARY'))
  );
}
