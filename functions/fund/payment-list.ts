import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { SubjectKind } from '../law/subject-kind.ts';

/** Phải chi; đã chi; không chi (danh hiệu khác cao hơn, nguồn khác); chưa biết mức; hủy, phải thu hồi, đã thu hồi. */
export const paymentStatuses = [
  'DUE',
  'PAID',
  'NOT_DUE',
  'UNKNOWN',
  'CANCELLED',
  'TO_RECOVER',
  'RECOVERED',
] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

/** An amount that no law names: who asked for it and why, and the second person who agreed. */
export type AmountByHand = {
  readonly amount: bigint;
  readonly reason: string;
  readonly by: Id<'usr'>;
  readonly at: string;
  readonly agreed: { readonly by: Id<'usr'>; readonly at: string } | null;
};

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
  /** What was paid for an award that was revoked since, and came back so far; null otherwise. */
  readonly recovery: Recovery | null;
  readonly byHand: AmountByHand | null;
};

export type Recovery = {
  readonly unitId: Id<'unt'>;
  /** The decision that revoked the award. */
  readonly decisionNumber: string;
  readonly since: LocalDate;
  readonly recovered: bigint;
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
  /** Of what was paid: still to come back after revocations, and come back. */
  readonly toRecover: bigint;
  readonly recovered: bigint;
  readonly units: readonly UnitSum[];
  readonly version: number;
};

/** Lines that make up a list's total: due, or paid whatever came of it. */
const counted: ReadonlySet<PaymentStatus> = new Set(['DUE', 'PAID', 'TO_RECOVER', 'RECOVERED']);

/** What a line adds to each sum of its list. */
const weigh = ({ status, amount, recovery }: PaymentLine) => {
  const sum = amount ?? 0n;
  const recovered = recovery?.recovered ?? 0n;
  return {
    unknown: status === 'UNKNOWN' ? 1 : 0,
    total: counted.has(status) ? sum : 0n,
    toRecover: status === 'TO_RECOVER' ? sum - recovered : 0n,
    recovered,
  };
};

/** The list once these lines stand in the place of those: every line before beside the same one after. */
export function withLines(
  list: PaymentList,
  changes: readonly { readonly before: PaymentLine; readonly after: PaymentLine }[],
): PaymentList {
  return changes.reduce(
    (sums, { before, after }) => {
      const [was, is] = [weigh(before), weigh(after)];
      const lines = (counted.has(after.status) ? 1 : 0) - (counted.has(before.status) ? 1 : 0);
      return {
        ...sums,
        unknown: sums.unknown + is.unknown - was.unknown,
        total: sums.total + is.total - was.total,
        toRecover: sums.toRecover + is.toRecover - was.toRecover,
        recovered: sums.recovered + is.recovered - was.recovered,
        units: withSum(sums.units, after, { lines, total: is.total - was.total }),
      };
    },
    { ...list, version: list.version + 1 },
  );
}

function withSum(
  units: readonly UnitSum[],
  { unitId, unitName }: PaymentLine,
  more: Pick<UnitSum, 'lines' | 'total'>,
): readonly UnitSum[] {
  const before = units.find((one) => one.unitId === unitId) ?? { unitId, unitName, lines: 0, total: 0n };
  const after = { ...before, lines: before.lines + more.lines, total: before.total + more.total };
  return [...units.filter((one) => one.unitId !== unitId), ...(after.lines > 0 ? [after] : [])].sort((a, b) =>
    a.unitName.localeCompare(b.unitName, 'vi'),
  );
}

/** Sums of a list's lines that are due, by unit, in the order of their names. */
export function sumByUnit(lines: readonly PaymentLine[]): readonly UnitSum[] {
  const sums = new Map<string, UnitSum>();
  for (const { unitId, unitName, amount, status } of lines) {
    if (!counted.has(status)) continue;
    const before = sums.get(unitId) ?? { unitId, unitName, lines: 0, total: 0n };
    sums.set(unitId, { ...before, lines: before.lines + 1, total: before.total + (amount ?? 0n) });
  }
  return [...sums.values()].sort((a, b) => a.unitName.localeCompare(b.unitName, 'vi'));
}
