import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { SubjectKind } from '../law/subject-kind.ts';

/** Phải chi; đã chi; không chi (danh hiệu khác cao hơn, nguồn khác); chưa biết mức. */
export const paymentStatuses = ['DUE', 'PAID', 'NOT_DUE', 'UNKNOWN'] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

/** What one nominee on a signed list is to be paid, as computed when the decision was signed. */
export type PaymentLine = {
  readonly id: Id<'nom'>;
  readonly listId: Id<'pyl'>;
  readonly name: string;
  readonly kind: SubjectKind;
  readonly unitId: Id<'unt'>;
  readonly unitName: string;
  readonly awardCode: string;
  /** Whole đồng; null while no amount is known. */
  readonly amount: bigint | null;
  readonly status: PaymentStatus;
  /** Why nothing is due, or what a person should look at; empty otherwise. */
  readonly note: string;
  readonly paidOn: LocalDate | null;
  readonly fundId: Id<'fnd'> | null;
};

export type UnitSum = {
  readonly unitId: Id<'unt'>;
  readonly unitName: string;
  readonly lines: number;
  readonly total: bigint;
};

/** The payment list of one decision: its sums; the lines are apart. */
export type PaymentList = {
  readonly id: Id<'pyl'>;
  readonly decisionId: Id<'dec'>;
  readonly decisionNumber: string;
  readonly issuedOn: LocalDate;
  readonly payerUnitId: Id<'unt'>;
  readonly year: number;
  readonly lines: number;
  /** Lines whose amount nobody knows yet. */
  readonly unknown: number;
  readonly total: bigint;
  readonly paid: bigint;
  readonly units: readonly UnitSum[];
  readonly version: number;
};

/** Sums of a list's lines that are due, by unit, in the order of their names. */
export function sumByUnit(lines: readonly PaymentLine[]): readonly UnitSum[] {
  const sums = new Map<string, UnitSum>();
  for (const { unitId, unitName, amount, status } of lines) {
    if (status !== 'DUE') continue;
    const before = sums.get(unitId) ?? { unitId, unitName, lines: 0, total: 0n };
    sums.set(unitId, { ...before, lines: before.lines + 1, total: before.total + (amount ?? 0n) });
  }
  return [...sums.values()].sort((a, b) => a.unitName.localeCompare(b.unitName, 'vi'));
}
