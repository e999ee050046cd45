import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
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

/** What may be spent in all: the approved budget with what was contributed and recovered. */
export const capacity = ({ approved, sums }: Pick<Fund, 'approved' | 'sums'>): bigint =>
  approved + sums.CONTRIBUTION + sums.RECOVERY;

export const spent = ({ sums }: Pick<Fund, 'sums'>): bigint => sums.BONUS + sums.ORGANISING;

/** The fund with one more entry in its ledger. */
export const withEntry = (fund: Fund, kind: FundEntryKind, amount: bigint): Fund => ({
  ...fund,
  sums: { ...fund.sums, [kind]: fund.sums[kind] + amount },
  entries: fund.entries + 1,
});
