import type { Actor } from '../kernel/actor.ts';
import type { AvailableAction } from '../kernel/available-action.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { actsFor } from '../units/standing.ts';
import { roundPermissions, roundTable, type RoundAction } from './round.policy.ts';
import type { Round } from './round.ts';

/** Every action on a round that the table knows, for one viewer: the same table and roles that the mutations ask. */
export function roundActions(
  round: Round,
  actor: Actor,
  registry: UnitRegistry,
  on: LocalDate,
): readonly AvailableAction[] {
  const open = Object.entries(roundTable).filter(([, row]) => row.from.includes(round.status));
  return Object.keys(roundTable)
    .filter(isAction)
    .map((code) => {
      const reasons: Refusal[] = [];
      if (!actsFor(actor, roundPermissions[code], registry, round.hostUnitId, on))
        reasons.push(refusal('NOT_FOUND', 'roundId'));
      if (!roundTable[code].from.includes(round.status)) {
        const allowed = open.map(([action]) => action).join(', ');
        reasons.push(refusal('WRONG_STATE', [], { status: round.status, allowed }));
      }
      const roles = roundPermissions[code];
      return { code, allowed: reasons.length === 0, roles, unitIds: [round.hostUnitId], reasons };
    });
}

const isAction = (code: string): code is Exclude<RoundAction, 'round.create'> =>
  Object.hasOwn(roundTable, code);
