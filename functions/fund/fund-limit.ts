import { localDate } from '../kernel/dates.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { bonusBook } from '../law/bonus-book.ts';
import { datumOn } from '../law/bonus.ts';
import type { DatumStatus } from '../law/datum.ts';
import { capacity, spent, type Fund } from './fund.ts';

export type FundLimit = {
  /** The most that the year's budget may give; null where the law we hold sets none. */
  readonly limit: bigint | null;
  readonly organisingPercent: bigint;
  readonly citation: string;
  readonly status: DatumStatus;
};

/** By the law of the year's first day: Decree 152/2025 art. 46(3)(b) since 2026, by the decrees before it until then. */
export function fundLimit(fund: Pick<Fund, 'year' | 'region' | 'regularSpending'>): FundLimit | undefined {
  const law = datumOn(bonusBook().fundLimits, localDate(`${fund.year}-01-01`));
  if (!law) return undefined;
  const permille = fund.region === 'MOUNTAIN' ? law.mountainPermille : law.deltaPermille;
  const { organisingPercent, citation, status } = law;
  return {
    limit:
      fund.regularSpending !== null && fund.region !== null
        ? (fund.regularSpending * permille) / 1000n
        : null,
    organisingPercent,
    citation,
    status: fund.region === null ? 'unverified' : status,
  };
}

/** The part of the fund that may go into organising the work, rounded down. */
export const organisingLimit = (fund: Fund): bigint | undefined => {
  const law = fundLimit(fund);
  return law && (capacity(fund) * law.organisingPercent) / 100n;
};

/** FUND_OVER_LIMIT, with the article, when more is approved than the law lets the budget give. */
export function checkApproved(
  fund: Pick<Fund, 'year' | 'region' | 'regularSpending' | 'approved'>,
): readonly Refusal[] {
  const law = fundLimit(fund);
  return law?.limit != null && fund.approved > law.limit
    ? [{ ...refusal('FUND_OVER_LIMIT', 'approved', { limit: String(law.limit) }), citation: law.citation }]
    : [];
}

/**
 * FUND_EXCEEDED when spending goes over what the fund may hold and nobody answers for it with a reason;
 * FUND_ORGANISING_LIMIT, which no reason overcomes.
 */
export function checkSpending(
  fund: Fund,
  kind: 'BONUS' | 'ORGANISING',
  amount: bigint,
  overrunReason: string | null,
): readonly Refusal[] {
  const room = capacity(fund) - spent(fund);
  const law = fundLimit(fund);
  const organising = organisingLimit(fund);
  const overOrganising =
    kind === 'ORGANISING' && organising !== undefined && fund.sums.ORGANISING + amount > organising;
  return [
    ...(amount > room && overrunReason === null
      ? [refusal('FUND_EXCEEDED', 'overrunReason', { room: String(room), amount: String(amount) })]
      : []),
    ...(overOrganising
      ? [
          {
            ...refusal('FUND_ORGANISING_LIMIT', 'amount', { limit: String(organising) }),
            ...(law && { citation: law.citation }),
          },
        ]
      : []),
  ];
}
