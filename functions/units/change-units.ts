import type { User } from '../kernel/actor.ts';
import { administers, requireAdmin } from '../access/user.policy.ts';
import { today } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { refusalsOf } from '../kernel/fields.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Scope } from '../kernel/scope.ts';
import type { UnitChange } from './act.ts';
import { checkAct, type FieldOf } from './check-act.ts';
import { checkLegalAct } from './check-legal-act.ts';
import type { UnitRegistry } from './registry.ts';
import { unitsPk, type UnitStore } from './unit.store.ts';
import type { LegalAct, Unit } from './unit.ts';

export type UnitDeps = Scope & { readonly units: UnitStore };

export type ActInput = {
  /** First day on which the change holds; may lie in the future. */
  readonly effectiveOn: LocalDate;
  readonly legalAct: LegalAct;
  readonly idempotencyKey: string;
};

/** A reorganisation of one unit that exists. */
export type OneUnit = ActInput & { readonly unitId: string; readonly expectedVersion: number };

/** What a reorganisation consists of, and which unit the caller gets back. */
export type Plan = {
  readonly changes: readonly UnitChange[];
  readonly resultId: Id<'unt'>;
  /** For an input that describes several units. */
  readonly fieldOf?: FieldOf;
};

type Reorganisation = {
  readonly operation: string;
  readonly event: string;
  /** Units that the caller must administer and that must exist; each with the input field that named it. */
  readonly touched: readonly (readonly [field: string, rawId: string])[];
  readonly expected?: Pick<OneUnit, 'unitId' | 'expectedVersion'>;
  readonly plan: (registry: UnitRegistry, actor: User) => Result<Plan> | Promise<Result<Plan>>;
};

/** What every reorganisation has in common: an administrator, a legal act, and a register that stays sound. */
export function changeUnits(deps: UnitDeps, input: ActInput, what: Reorganisation): Promise<Result<Unit>> {
  return mutate(deps, {
    operation: what.operation,
    input,
    load: () => deps.units.registry(),
    decide: async (registry, actor) => {
      requireAdmin(actor);
      const on = today(deps.clock);
      const unseen = what.touched.filter(([, rawId]) => {
        const id = parseId('unt', rawId);
        const unit = id && registry.get(id);
        // A unit that is yet to begin belongs to whoever will administer it then.
        return !unit || !administers(actor, registry, unit.id, unit.life.from > on ? unit.life.from : on);
      });
      const legalAct = checkLegalAct(input.legalAct);
      const refusals = [...unseen.map(([field]) => refusal('NOT_FOUND', field)), ...refusalsOf(legalAct)];
      if (!legalAct.ok || refusals.length > 0) return refuse(...refusals);
      const stale = staleness(registry, what.expected);
      if (stale) return refuse(stale);
      const planned = await what.plan(registry, actor);
      if (!planned.ok) return planned;
      const version = registry.version + 1;
      const act = {
        version,
        effectiveOn: input.effectiveOn,
        legalAct: legalAct.value,
        changes: planned.value.changes,
      };
      const after = checkAct(registry, act, planned.value.fieldOf);
      if (!after.ok) return after;
      const result = after.value.get(planned.value.resultId);
      if (!result) throw new Error(`${what.operation} lost its unit`);
      return accept({
        result,
        resultId: result.id,
        writes: deps.units.append(act, registry.version),
        event: {
          pk: unitsPk,
          aggregateId: unitsPk,
          seq: version,
          name: what.event,
          facts: { effectiveOn: act.effectiveOn, changes: act.changes.length },
        },
      });
    },
    reload: async (rawId) => {
      const id = parseId('unt', rawId);
      return id && (await deps.units.registry()).get(id);
    },
  });
}

function staleness(registry: UnitRegistry, expected: Reorganisation['expected']) {
  const id = expected && parseId('unt', expected.unitId);
  const current = id && registry.get(id)?.version;
  return expected && current !== undefined && current !== expected.expectedVersion
    ? refusal('STALE_VERSION', 'expectedVersion', { currentVersion: current })
    : undefined;
}
