import type { User } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { actsFor } from '../units/standing.ts';
import { reloadRound, type RoundDeps } from './create-round.ts';
import { requireRole, roundPermissions, roundTable, seesRound, type RoundAction } from './round.policy.ts';
import { roundPk } from './round.store.ts';
import type { Round } from './round.ts';

export type RoundChangeInput = {
  readonly roundId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
};

type Change = {
  readonly operation: string;
  readonly action: Exclude<RoundAction, 'round.create'>;
  readonly event: string;
  /** The round with the change and what the event tells of it, or every reason why not. */
  readonly apply: (
    round: Round,
    actor: User,
    registry: UnitRegistry,
  ) => Result<{ readonly round: Round; readonly facts: object }>;
};

/** What every change of an existing round has in common: visibility, role at the host, version, state. */
export function changeRound(
  deps: RoundDeps,
  input: RoundChangeInput,
  change: Change,
): Promise<Result<Round>> {
  const id = parseId('rnd', input.roundId);
  return mutate(deps, {
    operation: change.operation,
    input,
    load: () => Promise.all([id && deps.rounds.get(id), deps.units.registry()]),
    decide: ([round, registry], actor) => {
      requireRole(actor, change.action);
      const on = today(deps.clock);
      if (!round || !seesRound(actor, registry, round, on)) return refuse(refusal('NOT_FOUND', 'roundId'));
      if (!actsFor(actor, roundPermissions[change.action], registry, round.hostUnitId, on))
        return refuse(refusal('NOT_FOUND', 'roundId'));
      if (round.version !== input.expectedVersion)
        return refuse(refusal('STALE_VERSION', 'expectedVersion', { currentVersion: round.version }));
      const row = roundTable[change.action];
      if (!row.from.includes(round.status)) return refuse(wrongState(round));
      const applied = change.apply(round, actor, registry);
      if (!applied.ok) return applied;
      const after = { ...applied.value.round, status: row.to ?? round.status, version: round.version + 1 };
      return accept({
        result: after,
        resultId: after.id,
        writes: [deps.rounds.replace(after)],
        event: {
          pk: roundPk(after.id),
          aggregateId: after.id,
          seq: after.version,
          name: change.event,
          facts: { ...applied.value.facts },
        },
      });
    },
    reload: (rawId) => reloadRound(deps, rawId),
  });
}

function wrongState(round: Round) {
  const allowed = Object.entries(roundTable)
    .filter(([, row]) => row.from.includes(round.status))
    .map(([action]) => action);
  return refusal('WRONG_STATE', [], { status: round.status, allowed: allowed.join(', ') });
}
