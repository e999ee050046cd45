import type { Award } from '../awards/award.ts';
import type { RunningDeadline } from '../deadlines/running.ts';
import type { DecisionRegister } from '../decisions/register.ts';
import { loadRegister, type NumberInput } from '../decisions/take-number.ts';
import type { Decision } from '../dossiers/decision.ts';
import { forbidden, unitsWithRole, type User } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Write } from '../kernel/table/write.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { actsFor } from '../units/standing.ts';
import type { RevocationDeps } from './deps.ts';
import { reloadRevocation } from './propose-revocation.ts';
import { revocationPermissions, type RevocationAction } from './revocation.policy.ts';
import { revocationPk } from './revocation.store.ts';
import type { Revocation } from './revocation.ts';

/** Award and decision are named again, so that they are read together with the proposal. */
export type RevocationInput = {
  readonly revocationId: string;
  readonly awardId: string;
  readonly decisionId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
};
export type RevocationGround = {
  readonly revocation: Revocation;
  readonly award: Award;
  readonly decision: Decision;
  readonly register: DecisionRegister | null;
  readonly deadline: RunningDeadline | undefined;
  readonly registry: UnitRegistry;
  readonly actor: User;
  readonly on: LocalDate;
};
type Outcome = {
  readonly patch: Partial<Revocation>;
  readonly writes: readonly Write[];
  readonly event: string;
  readonly facts: Readonly<Record<string, unknown>>;
};

/** Every step with a proposal: a role at the unit that decides, the version read, the state it must be in. */
export function changeRevocation(
  deps: RevocationDeps,
  change: {
    readonly operation: string;
    readonly action: RevocationAction;
    readonly from: Revocation['status'];
    readonly input: RevocationInput;
    readonly number?: NumberInput;
    readonly decide: (ground: RevocationGround) => Result<Outcome>;
  },
): Promise<Result<Revocation>> {
  const { operation, action, from, input } = change;
  const id = parseId('rvk', input.revocationId);
  const [awardId, decisionId] = [parseId('awd', input.awardId), parseId('dec', input.decisionId)];
  return mutate(deps, {
    operation,
    input,
    load: () =>
      Promise.all([
        deps.units.registry(),
        id && deps.revocations.get(id),
        awardId && deps.awards.get(awardId),
        decisionId && deps.dossiers.decision(decisionId),
        change.number ? loadRegister(deps.decisionRegisters, change.number) : null,
        id && deps.deadlines.get(id, 'REVOCATION_DECISION'),
      ]),
    decide: ([registry, revocation, award, decision, register, deadline], actor) => {
      const allowed = revocationPermissions[action];
      if (unitsWithRole(actor, allowed).length === 0) throw forbidden();
      const on = today(deps.clock);
      if (!revocation || !award || !decision || !isLinked(revocation, award, decision))
        return refuse(refusal('NOT_FOUND', 'revocationId'));
      if (!actsFor(actor, allowed, registry, revocation.unitId, on))
        return refuse(refusal('NOT_FOUND', 'revocationId'));
      const stale = checkState(revocation, input.expectedVersion, from);
      if (stale.length > 0) return refuse(...stale);
      const outcome = change.decide({ revocation, award, decision, register, deadline, registry, actor, on });
      return outcome.ok ? accept(committed(deps, revocation, outcome.value)) : outcome;
    },
    reload: (raw) => reloadRevocation(deps, raw),
  });
}

const isLinked = (revocation: Revocation, award: Award, decision: Decision): boolean =>
  award.id === revocation.awardId && decision.id === revocation.decisionId;

function checkState(
  { version, status }: Revocation,
  expected: number,
  from: Revocation['status'],
): readonly Refusal[] {
  if (version !== expected) return [refusal('STALE_VERSION', 'expectedVersion', { currentVersion: version })];
  return status === from ? [] : [refusal('WRONG_STATE', 'revocationId', { status, allowed: '' })];
}

function committed(deps: RevocationDeps, before: Revocation, outcome: Outcome) {
  const after: Revocation = { ...before, ...outcome.patch, version: before.version + 1 };
  return {
    result: after,
    resultId: after.id,
    writes: [deps.revocations.replace(after), ...outcome.writes],
    event: {
      pk: revocationPk(after.id),
      aggregateId: after.id,
      seq: after.version,
      name: outcome.event,
      facts: outcome.facts,
    },
  };
}
