import { forbidden, unitsWithRole, type Actor, type PermissionTable, type Role } from '../kernel/actor.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { actsFor, oversees } from '../units/standing.ts';
import { isPublic, type LateException, type Round, type RoundStatus } from './round.ts';

export const roundPermissions = {
  'round.create': ['LEADER', 'APPRAISER'],
  'round.update': ['LEADER', 'APPRAISER'],
  'round.open': ['LEADER', 'APPRAISER'],
  'round.cancel': ['LEADER'],
  'round.changeCalendar': ['LEADER'],
  'round.grantLateException': ['LEADER'],
} as const satisfies PermissionTable;

export type RoundAction = keyof typeof roundPermissions;

/** Which states of a round allow what; `to` is the state afterwards. */
export const roundTable: Readonly<
  Record<
    Exclude<RoundAction, 'round.create'>,
    { readonly from: readonly RoundStatus[]; readonly to: RoundStatus | null }
  >
> = {
  'round.update': { from: ['PLANNED'], to: null },
  'round.open': { from: ['PLANNED'], to: 'OPEN' },
  'round.cancel': { from: ['PLANNED', 'OPEN'], to: 'CANCELLED' },
  'round.changeCalendar': { from: ['OPEN'], to: null },
  'round.grantLateException': { from: ['OPEN'], to: null },
};

const staff: readonly Role[] = ['LEADER', 'APPRAISER', 'AUDITOR'];

/** Throws FORBIDDEN for someone who holds none of the action's roles anywhere. */
export function requireRole(actor: Actor, action: RoundAction): void {
  if (unitsWithRole(actor, roundPermissions[action]).length === 0) throw forbidden();
}

/** Reads whatever the host keeps to itself of its rounds. */
export const worksAtHost = (
  actor: Actor,
  registry: UnitRegistry,
  hostUnitId: Id<'unt'>,
  on: LocalDate,
): boolean => actsFor(actor, staff, registry, hostUnitId, on);

/** A round that was never opened is the host's own affair. */
export const seesRound = (actor: Actor, registry: UnitRegistry, round: Round, on: LocalDate): boolean =>
  isPublic(round) || worksAtHost(actor, registry, round.hostUnitId, on);

/** The host's staff see every exception, a unit's own people theirs, the public none. */
export const visibleExceptions = (
  actor: Actor,
  registry: UnitRegistry,
  round: Round,
  on: LocalDate,
): readonly LateException[] =>
  worksAtHost(actor, registry, round.hostUnitId, on)
    ? round.lateExceptions
    : round.lateExceptions.filter((one) =>
        oversees(actor, ['OFFICER', 'LEADER', 'AUDITOR'], registry, one.unitId, on),
      );
