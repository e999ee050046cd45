import { today } from '../kernel/clock.ts';
import { yearOf, type LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireLine } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, acceptUnless, refuse, type Result } from '../kernel/result.ts';
import { actsFor } from '../units/standing.ts';
import type { LegalAct } from '../units/unit.ts';
import { changeFund, checkAmount, reloadFund, type FundDeps, type FundInput } from './change-fund.ts';
import { fundPermissions, requireFundRole } from './fund.policy.ts';
import { fundId, fundPk } from './fund.store.ts';
import { checkApproved } from './fund-limit.ts';
import { emptySums, type Fund, type FundRegion } from './fund.ts';

type Approval = {
  readonly region?: FundRegion | null | undefined;
  readonly regularSpending?: bigint | null | undefined;
  readonly approved: bigint;
  readonly act: LegalAct;
};

export type OpenFundInput = Approval & {
  readonly unitId: string;
  readonly year: number;
  readonly idempotencyKey: string;
};

const firstYear = 2018;

/** Opens a unit's fund of a year as approved. Codes: NOT_FOUND, DUPLICATE, REQUIRED, INVALID_VALUE, TOO_LONG, FUND_OVER_LIMIT. */
export function openFund(deps: FundDeps, input: OpenFundInput): Promise<Result<Fund>> {
  const unitId = parseId('unt', input.unitId);
  return mutate(deps, {
    operation: 'openFund',
    input,
    load: () => Promise.all([deps.units.registry(), unitId && deps.funds.get(fundId(unitId, input.year))]),
    decide: ([registry, earlier], actor) => {
      requireFundRole(actor, 'fund.open');
      const on = today(deps.clock);
      if (!unitId || !actsFor(actor, fundPermissions['fund.open'], registry, unitId, on))
        return refuse(refusal('NOT_FOUND', 'unitId'));
      const last = yearOf(on) + 1;
      if (!Number.isInteger(input.year) || input.year < firstYear || input.year > last)
        return refuse(refusal('INVALID_VALUE', 'year', { expected: `${firstYear}–${last}` }));
      if (earlier) return refuse(refusal('DUPLICATE', 'year'));
      const approval = checkApproval(input, input.year, on);
      if (!approval.ok) return approval;
      const fund: Fund = {
        id: fundId(unitId, input.year),
        unitId,
        year: input.year,
        ...approval.value,
        sums: emptySums,
        entries: 0,
        version: 1,
      };
      return accept({
        result: fund,
        resultId: fund.id,
        writes: [deps.funds.create(fund)],
        event: {
          pk: fundPk(fund.id),
          aggregateId: fund.id,
          seq: 1,
          name: 'FundOpened',
          facts: { unitId, year: fund.year, ...facts(fund) },
        },
      });
    },
    reload: (id) => reloadFund(deps, id),
  });
}

/** Approves another amount by another act. Codes: NOT_FOUND, STALE_VERSION, REQUIRED, INVALID_VALUE, TOO_LONG, FUND_OVER_LIMIT. */
export const changeApproval = (deps: FundDeps, input: FundInput & Approval): Promise<Result<Fund>> =>
  changeFund(deps, input, {
    operation: 'changeFundApproval',
    action: 'fund.change',
    event: 'FundApprovalChanged',
    load: () => Promise.resolve(null),
    apply: ({ fund, on }) => {
      const approval = checkApproval(input, fund.year, on);
      if (!approval.ok) return approval;
      const after = { ...fund, ...approval.value };
      return accept({ fund: after, writes: [], facts: { before: facts(fund), after: facts(after) } });
    },
  });

const facts = ({ region, regularSpending, approved, act }: Fund) => ({
  region,
  regularSpending: regularSpending === null ? null : String(regularSpending),
  approved: String(approved),
  act,
});

function checkApproval(
  { region = null, regularSpending = null, approved, act }: Approval,
  year: number,
  on: LocalDate,
): Result<Pick<Fund, 'region' | 'regularSpending' | 'approved' | 'act'>> {
  const number = requireLine('act.number', act.number, 100);
  const issuer = requireLine('act.issuer', act.issuer, 200);
  const refusals: readonly Refusal[] = [
    ...refusalsOf(number, issuer),
    ...checkAmount('approved', approved),
    ...(regularSpending === null ? [] : checkAmount('regularSpending', regularSpending)),
    ...((region === null) === (regularSpending === null)
      ? []
      : [refusal('REQUIRED', region === null ? 'region' : 'regularSpending')]),
    ...(act.issuedOn > on ? [refusal('INVALID_VALUE', 'act.issuedOn', { expected: `không sau ${on}` })] : []),
    ...checkApproved({ year, region, regularSpending, approved }),
  ];
  return acceptUnless(refusals, () => ({
    region,
    regularSpending,
    approved,
    act: {
      number: number.ok ? number.value : '',
      issuer: issuer.ok ? issuer.value : '',
      issuedOn: act.issuedOn,
    },
  }));
}
