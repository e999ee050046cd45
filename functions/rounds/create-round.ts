import { today } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Scope } from '../kernel/scope.ts';
import { actsFor } from '../units/standing.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { checkRound, type RoundFields } from './check-round.ts';
import { requireRole, roundPermissions } from './round.policy.ts';
import { roundPk, type RoundStore } from './round.store.ts';
import type { Round } from './round.ts';

export type RoundDeps = Scope & { readonly rounds: RoundStore; readonly units: UnitStore };

export type CreateRoundInput = RoundFields & { readonly hostUnitId: string; readonly idempotencyKey: string };

/** Plans a round at a host unit. Codes: NOT_FOUND, REQUIRED, TOO_LONG, ROUND_CALENDAR, ROUND_AWARD_UNKNOWN. */
export function createRound(deps: RoundDeps, input: CreateRoundInput): Promise<Result<Round>> {
  return mutate(deps, {
    operation: 'createRound',
    input,
    load: () => deps.units.registry(),
    decide: (registry, actor) => {
      requireRole(actor, 'round.create');
      const on = today(deps.clock);
      const hostUnitId = parseId('unt', input.hostUnitId);
      if (!hostUnitId || !actsFor(actor, roundPermissions['round.create'], registry, hostUnitId, on))
        return refuse(refusal('NOT_FOUND', 'hostUnitId'));
      const fields = checkRound(input);
      if (!fields.ok) return fields;
      const { name, year, sector, opensOn, closesOn, achievement, awardCodes } = fields.value;
      const round: Round = {
        id: deps.ids.next('rnd'),
        hostUnitId,
        ...{ name, year, sector, opensOn, closesOn, achievement, awardCodes },
        lateExceptions: [],
        status: 'PLANNED',
        openedOn: null,
        version: 1,
      };
      return accept({
        result: round,
        resultId: round.id,
        writes: [deps.rounds.create(round)],
        event: {
          pk: roundPk(round.id),
          aggregateId: round.id,
          seq: 1,
          name: 'RoundPlanned',
          facts: { opensOn, closesOn },
        },
      });
    },
    reload: (id) => reloadRound(deps, id),
  });
}

export async function reloadRound(deps: RoundDeps, rawId: string): Promise<Round | undefined> {
  const id = parseId('rnd', rawId);
  return id && deps.rounds.get(id);
}
