import type { LocalDate } from '../kernel/dates.ts';
import { bonusFor, datumOn, isTitle, type Bonus } from './bonus.ts';
import { bonusBook } from './bonus-book.ts';
import type { DatumStatus } from './datum.ts';
import type { SubjectKind } from './subject-kind.ts';

/** Awards of one decision: so many of a kind, or one recipient's where stacking matters. */
export type BonusLine = {
  readonly awardCode: string;
  readonly subjectKind: SubjectKind;
  readonly count: number;
  /** Lines with the same recipient may stack; null for recipients that don't appear elsewhere. */
  readonly recipient: string | null;
  /** The period that the achievement is of, such as `CALENDAR 2020`; null when not known. */
  readonly period: string | null;
  /** The province's own coefficient, where it may set one. */
  readonly localHundredths?: bigint | undefined;
};

export type PaidLine = BonusLine & {
  readonly bonus: Bonus;
  /** Whole đồng of all of the line: nothing where another title takes its place, null where no amount is known. */
  readonly total: bigint | null;
  /** Why nothing is paid; null when it is. */
  readonly notPaid: { readonly text: string; readonly citation: string; readonly status: DatumStatus } | null;
};

export type BonusList = {
  readonly lines: readonly PaidLine[];
  /** Of the lines whose amount is known and that the fund pays. */
  readonly total: bigint;
  /** Whether every line has a known amount. */
  readonly complete: boolean;
};

/**
 * What a decision costs the fund. Titles and forms add up, and so do titles of different periods; of several titles of one
 * period only the highest is paid (Decree 152/2025 art. 49(5)–(7)). Lines of awards that don't exist are left out.
 */
export function bonusList(lines: readonly BonusLine[], decidedOn: LocalDate): BonusList {
  const priced = lines.flatMap((line) => {
    const bonus = bonusFor({ ...line, decidedOn });
    return bonus ? [{ ...line, bonus }] : [];
  });
  const best = highestTitles(priced, decidedOn);
  const rule = datumOn(bonusBook().stacking, decidedOn);
  const paid = priced.map((line) => {
    const key = stackKey(line, decidedOn);
    const beaten = key !== undefined && best.get(key) !== line && rule?.samePeriodTitles === 'HIGHEST';
    const total = line.bonus.amount === null ? null : line.bonus.amount * BigInt(line.count);
    return beaten
      ? {
          ...line,
          total: 0n,
          notPaid: {
            text: `Cùng thời gian chỉ thưởng danh hiệu cao nhất (${best.get(key)?.awardCode ?? ''}).`,
            citation: rule.citation,
            status: rule.status,
          },
        }
      : { ...line, total, notPaid: null };
  });
  const fund = paid.filter((line) => line.bonus.paidFrom === 'FUND');
  return {
    lines: paid,
    total: fund.reduce((sum, line) => sum + (line.total ?? 0n), 0n),
    complete: paid.every((line) => line.total !== null),
  };
}

type Priced = BonusLine & { readonly bonus: Bonus };

/** Only titles of a known recipient and period compete. */
const stackKey = (line: BonusLine, on: LocalDate): string | undefined =>
  line.recipient !== null && line.period !== null && isTitle(line.awardCode, on)
    ? JSON.stringify([line.recipient, line.period])
    : undefined;

/** A title whose amount isn't known counts as nothing beside one whose amount is. */
function highestTitles(lines: readonly Priced[], on: LocalDate): ReadonlyMap<string, Priced> {
  const best = new Map<string, Priced>();
  for (const line of lines) {
    const key = stackKey(line, on);
    if (key === undefined) continue;
    const other = best.get(key);
    if (!other || (line.bonus.amount ?? -1n) > (other.bonus.amount ?? -1n)) best.set(key, line);
  }
  return best;
}
