import { localDate } from '../kernel/dates.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { bonusBook } from '../law/bonus-book.ts';
import { datumOn } from '../law/bonus.ts';
import type { DatumStatus } from '../law/datum.ts';
import type { LegalAct } from '../units/unit.ts';

/** Đồng bằng, thành phố trực thuộc trung ương; miền núi, trung du, Tây Nguyên, vùng sâu, hải đảo. */
export const fundRegions = ['DELTA', 'MOUNTAIN'] as const;
export type FundRegion = (typeof fundRegions)[number];

/** Ngân sách cấp, đóng góp, thu hồi; chi tiền thưởng, chi tổ chức thi đua. */
export const fundEntryKinds = ['BUDGET', 'CONTRIBUTION', 'RECOVERY', 'BONUS', 'ORGANISING'] as const;
export type FundEntryKind = (typeof fundEntryKinds)[number];

/** Quỹ thi đua, khen thưởng of one unit in one year. All amounts are whole đồng. */
export type Fund = {
  readonly id: Id<'fnd'>;
  readonly unitId: Id<'unt'>;
  readonly year: number;
  /** Null where the law we hold sets no limit: the fund of an agency or an enterprise. */
  readonly region: FundRegion | null;
  /** Regular spending of the budget level in the year, of which the limit is taken; null with `region`. */
  readonly regularSpending: bigint | null;
  readonly approved: bigint;
  readonly act: LegalAct;
  readonly sums: Readonly<Record<FundEntryKind, bigint>>;
  readonly entries: number;
  readonly version: number;
};

/** One line of the ledger; never changed. */
export type FundEntry = {
  readonly number: number;
  readonly kind: FundEntryKind;
  readonly amount: bigint;
  readonly on: LocalDate;
  readonly text: string;
  readonly listId: Id<'pyl'> | null;
  /** Why more was paid than the fund may hold; null when it wasn't. */
  readonly overrunReason: string | null;
  readonly by: Id<'usr'>;
  readonly at: string;
};

export const emptySums: Fund['sums'] = {
  BUDGET: 0n,
  CONTRIBUTION: 0n,
  RECOVERY: 0n,
  BONUS: 0n,
  ORGANISING: 0n,
};

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

/** What may be spent in all: the approved budget with what was contributed and recovered. */
export const capacity = ({ approved, sums }: Pick<Fund, 'approved' | 'sums'>): bigint =>
  approved + sums.CONTRIBUTION + sums.RECOVERY;

export const spent = ({ sums }: Pick<Fund, 'sums'>): bigint => sums.BONUS + sums.ORGANISING;

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

/** The fund with one more entry in its ledger. */
export const withEntry = (fund: Fund, kind: FundEntryKind, amount: bigint): Fund => ({
  ...fund,
  sums: { ...fund.sums, [kind]: fund.sums[kind] + amount },
  entries: fund.entries + 1,
});
