import { yearOf, type LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireText } from '../kernel/fields.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { changeFund, checkAmount, entered, type FundDeps, type FundInput } from './change-fund.ts';
import { checkSpending } from './fund-limit.ts';
import type { Fund, FundEntryKind } from './fund.ts';

export type RecordFundEntryInput = FundInput & {
  readonly kind: Exclude<FundEntryKind, 'BONUS'>;
  readonly amount: bigint;
  readonly on: LocalDate;
  readonly text: string;
  readonly overrunReason?: string | null | undefined;
};

/**
 * Money that came in, or went into organising the work. Codes: NOT_FOUND, STALE_VERSION, REQUIRED, TOO_LONG, INVALID_VALUE,
 * FUND_EXCEEDED, FUND_ORGANISING_LIMIT.
 */
export const recordFundEntry = (deps: FundDeps, input: RecordFundEntryInput): Promise<Result<Fund>> =>
  changeFund(deps, input, {
    operation: 'recordFundEntry',
    action: 'fund.record',
    event: 'FundEntryRecorded',
    load: () => Promise.resolve(null),
    apply: ({ fund, actor, on }) => {
      const { kind, amount } = input;
      const text = requireText('text', input.text, 1_000);
      const overrun = checkOverrun(input.overrunReason);
      const refusals = [
        ...refusalsOf(text, overrun),
        ...checkAmount('amount', amount),
        ...checkEntryDay('on', input.on, fund, on),
      ];
      if (!text.ok || !overrun.ok || refusals.length > 0) return refuse(...refusals);
      const over = kind === 'ORGANISING' ? checkSpending(fund, kind, amount, overrun.value) : [];
      if (over.length > 0) return refuse(...over);
      const overrunReason = kind === 'ORGANISING' ? overrun.value : null;
      const entry = { kind, amount, on: input.on, text: text.value, listId: null, overrunReason };
      return accept(entered(deps, fund, actor.userId, entry));
    },
  });

/** A reason given must say something; none is null. */
export const checkOverrun = (reason: string | null | undefined): Result<string | null> =>
  reason == null ? accept(null) : requireText('overrunReason', reason, 1_000);

/** In the fund's year, and not later than today. */
export const checkEntryDay = (
  field: string,
  day: LocalDate,
  fund: Fund,
  on: LocalDate,
): readonly Refusal[] =>
  yearOf(day) === fund.year && day <= on
    ? []
    : [refusal('INVALID_VALUE', field, { expected: `trong năm ${fund.year}, không sau ${on}` })];
