import { forbidden, unitsWithRole } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { requireLine } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Scope } from '../kernel/scope.ts';
import { actsFor } from '../units/standing.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { decisionPermissions } from './decision.policy.ts';
import { registerPk, type DecisionRegisterStore } from './register.store.ts';
import type { DecisionRegister } from './register.ts';

export type OpenDecisionRegisterInput = {
  readonly unitId: string;
  readonly year: number;
  readonly suffix: string;
  /** The last number that was given outside before; 0 for none. */
  readonly last?: number | null | undefined;
  readonly idempotencyKey: string;
};

export type RegisterDeps = Scope & {
  readonly units: UnitStore;
  readonly decisionRegisters: DecisionRegisterStore;
};

const maxLast = 999_999;

/** Keeps a unit's numbers of a year here from now on. Codes: NOT_FOUND, REQUIRED, TOO_LONG, INVALID_VALUE, DUPLICATE. */
export function openDecisionRegister(
  deps: RegisterDeps,
  input: OpenDecisionRegisterInput,
): Promise<Result<DecisionRegister>> {
  const unitId = parseId('unt', input.unitId);
  return mutate(deps, {
    operation: 'openDecisionRegister',
    input,
    load: () =>
      Promise.all([deps.units.registry(), unitId && deps.decisionRegisters.get(unitId, input.year)]),
    decide: ([registry, existing], actor) => {
      const allowed = decisionPermissions['decision.openRegister'];
      if (unitsWithRole(actor, allowed).length === 0) throw forbidden();
      const on = today(deps.clock);
      if (!unitId || !registry.stateOn(unitId, on) || !actsFor(actor, allowed, registry, unitId, on))
        return refuse(refusal('NOT_FOUND', 'unitId'));
      if (existing) return refuse(refusal('DUPLICATE', 'year'));
      const suffix = requireLine('suffix', input.suffix, 30);
      const last = input.last ?? 0;
      if (input.year < 2000 || input.year > 2100)
        return refuse(refusal('INVALID_VALUE', 'year', { expected: '2000–2100' }));
      if (last < 0 || last > maxLast)
        return refuse(refusal('INVALID_VALUE', 'last', { expected: `0–${maxLast}` }));
      if (!suffix.ok) return suffix;
      const register: DecisionRegister = {
        unitId,
        year: input.year,
        suffix: suffix.value,
        last,
        lastIssuedOn: null,
        version: 1,
      };
      return accept({
        result: register,
        resultId: `${unitId}#${input.year}`,
        writes: [deps.decisionRegisters.open(register)],
        event: {
          pk: registerPk(unitId, input.year),
          aggregateId: unitId,
          seq: 1,
          name: 'DecisionRegisterOpened',
          facts: { year: input.year, suffix: suffix.value, last },
        },
      });
    },
    reload: async (raw) => {
      const [id = '', year = ''] = raw.split('#');
      const of = parseId('unt', id);
      return of && deps.decisionRegisters.get(of, Number(year));
    },
  });
}
