import { forbidden, unitsWithRole } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { yearOf, type LocalDate } from '../kernel/dates.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Scope } from '../kernel/scope.ts';
import { firstYear, type AchievementYear } from '../law/achievement-year.ts';
import { awardOn, catalogue } from '../law/awards.ts';
import { seatsUnder, type Ceiling, type CeilingResult } from '../law/ceiling.ts';
import type { LocalRuleStore } from '../local-rules/local-rule.store.ts';
import type { LocalRule } from '../local-rules/local-rule.ts';
import { localRulesIn } from '../local-rules/local-rules-on.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { boundsOn } from './bounds.ts';
import { maySeeQuota, maySetQuota, quotaPermissions } from './quota.policy.ts';
import { quotaPk, type QuotaStore } from './quota.store.ts';
import { maxSeats, type Quota, type QuotaKey } from './quota.ts';

export type QuotaDeps = Scope & {
  readonly units: UnitStore;
  readonly quotas: QuotaStore;
  readonly localRules: Pick<LocalRuleStore, 'shelf'>;
};

type QuotaOf = { readonly unitId: string; readonly awardCode: string; readonly year: AchievementYear };

export type SetQuotaInput = QuotaOf & {
  readonly seats: number;
  readonly base?: number | null | undefined;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
};

/** Undefined for what there are no seats of: a unit, an award or a year that can't be. */
function keyOf({ unitId, awardCode, year: { kind, year } }: QuotaOf): QuotaKey | undefined {
  const id = parseId('unt', unitId);
  const isAward = catalogue().some((award) => award.code === awardCode);
  return id && isAward && isSeatYear(year, lastSeatYear)
    ? { unitId: id, awardCode, year: { kind, year } }
    : undefined;
}

const lastSeatYear = 9999;
const isSeatYear = (year: number, last: number): boolean =>
  Number.isInteger(year) && year >= firstYear && year <= last;

/** Sets how many a unit may propose. Codes: NOT_FOUND, INVALID_VALUE, REQUIRED, LAW_AWARD_UNKNOWN, STALE_VERSION, QUOTA_OVER_CEILING. */
export function setQuota(deps: QuotaDeps, input: SetQuotaInput): Promise<Result<Quota>> {
  const key = keyOf(input);
  const unitId = parseId('unt', input.unitId);
  return mutate(deps, {
    operation: 'setQuota',
    input,
    load: () => Promise.all([deps.units.registry(), deps.localRules.shelf(), key && deps.quotas.get(key)]),
    decide: ([registry, { books }, before], actor) => {
      if (unitsWithRole(actor, quotaPermissions['quota.set']).length === 0) throw forbidden();
      const on = today(deps.clock);
      if (!unitId || !maySetQuota({ actor, registry, on }, unitId))
        return refuse(refusal('NOT_FOUND', 'unitId'));
      const ceilings = ceilingsOn(input.awardCode, on, localRulesIn(books, registry, unitId, on));
      const refusals = checkNumbers(input, ceilings, on);
      if (before && before.version !== input.expectedVersion)
        refusals.push(refusal('STALE_VERSION', 'expectedVersion', { currentVersion: before.version }));
      if (refusals.length > 0 || !key || !before) return refuse(...refusals);
      const base = input.base ?? null;
      const reckoned = base === null ? [] : ceilings.map((one) => seatsUnder(one, base));
      const over = reckoned.filter((one) => input.seats > one.seats).map((one) => tooMany(input.seats, one));
      if (over.length > 0) return refuse(...over);
      const working = reckoned.map((one) => `${one.working} (${one.citation})`);
      const after = { ...before, seats: input.seats, base, working, version: before.version + 1 };
      return accept({
        result: after,
        resultId: JSON.stringify(key),
        writes: [deps.quotas.set(before, after)],
        event: {
          pk: quotaPk(key),
          aggregateId: key.unitId,
          seq: after.version,
          name: 'QuotaSet',
          facts: { awardCode: key.awardCode, year: { ...key.year }, seats: input.seats, base },
        },
      });
    },
    reload: async () => key && deps.quotas.get(key),
  });
}

const tooMany = (seats: number, one: CeilingResult): Refusal => ({
  ...refusal('QUOTA_OVER_CEILING', 'seats', { seats, ceiling: one.seats, working: one.working }),
  citation: one.citation,
});

/** What national law and the province's own rules let through on a day. */
const ceilingsOn = (awardCode: string, on: LocalDate, local: readonly LocalRule[]): readonly Ceiling[] =>
  boundsOn({ awardCode, type: 'MERIT', on }, local).flatMap(({ percent, citation }) =>
    percent === null ? [] : [{ percent, citation }],
  );

const isCount = (n: number): boolean => Number.isInteger(n) && n >= 0 && n <= maxSeats;

function checkNumbers(
  { awardCode, year: { year }, seats, base }: SetQuotaInput,
  ceilings: readonly Ceiling[],
  on: LocalDate,
): Refusal[] {
  const expected = { expected: `0–${maxSeats}` };
  const lastYear = yearOf(on) + 1;
  return [
    ...(awardOn(awardCode, on)
      ? []
      : [refusal('LAW_AWARD_UNKNOWN', 'awardCode', { award: awardCode.slice(0, 20), on })]),
    ...(isSeatYear(year, lastYear)
      ? []
      : [refusal('INVALID_VALUE', 'year', { expected: `${firstYear}–${lastYear}` })]),
    ...(isCount(seats) ? [] : [refusal('INVALID_VALUE', 'seats', expected)]),
    ...(base == null || isCount(base) ? [] : [refusal('INVALID_VALUE', 'base', expected)]),
    ...(base == null && ceilings.length > 0 ? [refusal('REQUIRED', 'base')] : []),
  ];
}

/** A unit's seats; undefined for who doesn't work there or above, and for an award or year that can't be. */
export async function viewQuota(deps: QuotaDeps, of: QuotaOf): Promise<Quota | undefined> {
  const key = keyOf(of);
  const [actor, registry, quota] = await Promise.all([
    deps.actor(),
    deps.units.registry(),
    key && deps.quotas.get(key),
  ]);
  return quota && maySeeQuota({ actor, registry, on: today(deps.clock) }, quota.unitId) ? quota : undefined;
}
