import type { LocalDate } from '../kernel/dates.ts';
import { awardOn } from './awards.ts';
import { bonusBook } from './bonus-book.ts';
import { holdsOn, type DatedDatum, type DatumStatus } from './datum.ts';
import { coefficientText, inDong } from './dong.ts';
import { ruled, termOf, type Ruled } from './matter.ts';
import type { SubjectKind } from './subject-kind.ts';

/** One step of the working, in a sentence, with the article that it follows. */
export type BonusStep = { readonly text: string; readonly citation: string; readonly status: DatumStatus };

/** What accompanies one award to one recipient: whole đồng, or null where the law we hold names none. */
export type Bonus = {
  readonly amount: bigint | null;
  readonly coefficientHundredths: bigint | null;
  readonly baseSalary: bigint | null;
  readonly paidFrom: 'FUND' | 'ELSEWHERE';
  readonly steps: readonly BonusStep[];
  readonly status: DatumStatus;
  readonly needsHumanLook: readonly string[];
};

export type BonusAsked = {
  readonly awardCode: string;
  readonly subjectKind: SubjectKind;
  /** The base salary of this day counts: Decree 98/2023 and Decree 152/2025 art. 49(1). */
  readonly decidedOn: LocalDate;
  /** What the province gives where the law names only the most; never more than that is paid. */
  readonly localHundredths?: bigint | undefined;
};

/** Coefficient × base salary on the day of the decision, rounded up. Undefined for an award that doesn't exist then. */
export function bonusFor(asked: BonusAsked): Bonus | undefined {
  const { awardCode, decidedOn: on } = asked;
  const found = termOf(bonusBook().rates, { awardCode, type: 'MERIT', on });
  if (!found) return undefined;
  const rate = ruled(found, on);
  const { coefficient, settled } = coefficientOf(rate, asked);
  // No law on commendation sets the base salary, so an unread one leaves it as it is.
  const salary = bonusBook().baseSalary.find((one) => holdsOn(one, on));
  const rounding = datumOn(bonusBook().rounding, on);
  const paid = {
    paidFrom: rate.paidFrom,
    coefficientHundredths: coefficient,
    baseSalary: salary?.amount ?? null,
  };
  if (coefficient === null || !salary || !rounding || !settled)
    return unknown(paid, { text: whyUnknown(coefficient, rate.ceiling), ...cited(rate) });

  const hundredths = coefficient * salary.amount;
  const amount = roundedUp(hundredths, rounding.toDong);
  const product = `${coefficientText(coefficient)} × ${inDong(salary.amount)}`;
  return concluded({ ...paid, amount }, [
    { text: `Mức lương cơ sở ngày ${on}: ${inDong(salary.amount)}.`, ...cited(salary) },
    { text: `Hệ số ${coefficientText(coefficient)}.`, ...cited(rate) },
    {
      text: `${product}, làm tròn lên hàng ${inDong(rounding.toDong)}: ${inDong(amount)}.`,
      ...cited(rounding),
    },
  ]);
}

type Rate = Ruled<ReturnType<typeof bonusBook>['rates'][number]['terms'][number]>;

/** Under a ceiling nothing is settled until the province names a coefficient within it. */
function coefficientOf({ coefficients, ceiling }: Rate, { subjectKind, localHundredths }: BonusAsked) {
  const named = coefficients[subjectKind] ?? null;
  if (!ceiling || named === null) return { coefficient: named, settled: true };
  return localHundredths !== undefined && localHundredths <= named
    ? { coefficient: localHundredths, settled: true }
    : { coefficient: named, settled: false };
}

/** Hundredths of đồng up to the next multiple of `toDong`. */
export function roundedUp(hundredths: bigint, toDong: bigint): bigint {
  const unit = toDong * 100n;
  return ((hundredths + unit - 1n) / unit) * toDong;
}

/** The one of a chain of data that holds on a day, standing where it stands then. */
export function datumOn<T extends DatedDatum>(data: readonly T[], on: LocalDate) {
  const found = data.find((one) => holdsOn(one, on));
  return found && ruled(found, on);
}

const cited = ({ citation, status }: { readonly citation: string; readonly status: DatumStatus }) => ({
  citation,
  status,
});

const whyUnknown = (coefficient: bigint | null, ceiling: boolean): string =>
  ceiling && coefficient !== null
    ? `Mức do tỉnh quy định, không quá ${coefficientText(coefficient)} lần mức lương cơ sở.`
    : 'Chưa có mức tiền thưởng cho đối tượng này.';

type Paid = Pick<Bonus, 'paidFrom' | 'coefficientHundredths' | 'baseSalary'>;

const unknown = (paid: Paid, step: BonusStep): Bonus => ({
  ...paid,
  amount: null,
  steps: [step],
  status: 'unverified',
  needsHumanLook: [step.text],
});

function concluded(known: Paid & { readonly amount: bigint }, steps: readonly BonusStep[]): Bonus {
  const doubtful = steps.filter((step) => step.status === 'unverified');
  return {
    ...known,
    steps,
    status: doubtful.length > 0 ? 'unverified' : 'confirmed',
    needsHumanLook: doubtful.map((step) => `Chưa đối chiếu với văn bản: ${step.citation}.`),
  };
}

/** Whether an award is a title, of which a period pays only the highest. */
export const isTitle = (awardCode: string, on: LocalDate): boolean =>
  awardOn(awardCode, on)?.kind === 'TITLE';
