import { instant, today } from '../kernel/clock.ts';
import type { User } from '../kernel/actor.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Scope } from '../kernel/scope.ts';
import type { Write } from '../kernel/table/write.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { actsFor } from '../units/standing.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { fundPermissions, requireFundRole, seesMoneyOf, type FundAction } from './fund.policy.ts';
import { fundPk, type FundStore } from './fund.store.ts';
import { withEntry, type Fund, type FundEntry } from './fund.ts';
import type { PaymentListStore } from './payment-list.store.ts';

export type FundDeps = Scope & {
  readonly funds: FundStore;
  readonly paymentLists: PaymentListStore;
  readonly units: UnitStore;
};

export type FundInput = {
  readonly fundId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
};

export type FundGround<E> = {
  readonly fund: Fund;
  readonly actor: User;
  readonly registry: UnitRegistry;
  readonly on: LocalDate;
  readonly extra: E;
};

export type FundOutcome = {
  readonly fund: Fund;
  readonly writes: readonly Write[];
  readonly facts: Readonly<Record<string, unknown>>;
};

type FundChange<E> = {
  readonly operation: string;
  readonly action: FundAction;
  readonly event: string;
  /** Reads beside the fund itself, started in the same tick. */
  readonly load: () => Promise<E>;
  readonly apply: (ground: FundGround<E>) => Result<FundOutcome>;
};

/** What every change of an existing fund has in common: visibility, role at its unit, version. */
export function changeFund<E>(
  deps: FundDeps,
  input: FundInput,
  change: FundChange<E>,
): Promise<Result<Fund>> {
  const id = parseId('fnd', input.fundId);
  return mutate(deps, {
    operation: change.operation,
    input,
    load: () => Promise.all([deps.units.registry(), id && deps.funds.get(id), change.load()]),
    decide: ([registry, fund, extra], actor) => {
      requireFundRole(actor, change.action);
      const on = today(deps.clock);
      if (!fund || !seesMoneyOf(actor, registry, fund.unitId, on))
        return refuse(refusal('NOT_FOUND', 'fundId'));
      if (!actsFor(actor, fundPermissions[change.action], registry, fund.unitId, on))
        return refuse(refusal('NOT_FOUND', 'fundId'));
      if (fund.version !== input.expectedVersion)
        return refuse(refusal('STALE_VERSION', 'expectedVersion', { currentVersion: fund.version }));
      const applied = change.apply({ fund, actor, registry, on, extra });
      if (!applied.ok) return applied;
      const after = { ...applied.value.fund, version: fund.version + 1 };
      return accept({
        result: after,
        resultId: after.id,
        writes: [deps.funds.replace(after), ...applied.value.writes],
        event: {
          pk: fundPk(after.id),
          aggregateId: after.id,
          seq: after.version,
          name: change.event,
          facts: { unitId: after.unitId, year: after.year, ...applied.value.facts },
        },
      });
    },
    reload: (raw) => reloadFund(deps, raw),
  });
}

export async function reloadFund(deps: Pick<FundDeps, 'funds'>, raw: string): Promise<Fund | undefined> {
  const id = parseId('fnd', raw);
  return id && deps.funds.get(id);
}

/** One more entry in the ledger: the fund with its sums, the write, and what the event tells of it. */
export function entered(
  deps: FundDeps,
  fund: Fund,
  by: Id<'usr'>,
  given: Omit<FundEntry, 'number' | 'by' | 'at'>,
): FundOutcome {
  const after = withEntry(fund, given.kind, given.amount);
  const entry: FundEntry = { ...given, number: after.entries, by, at: instant(deps.clock) };
  return {
    fund: after,
    writes: [deps.funds.addEntry(fund, entry)],
    facts: { entry: { ...entry, amount: String(entry.amount) } },
  };
}

export const maxDong = 1_000_000_000_000_000n;

/** INVALID_VALUE unless it is more than nothing, and less than a million billion. */
export const checkAmount = (field: string, amount: bigint) =>
  amount > 0n && amount < maxDong
    ? []
    : [refusal('INVALID_VALUE', field, { expected: 'số đồng lớn hơn 0, dưới một triệu tỷ' })];
