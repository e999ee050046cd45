import { bonusBook } from '../../../functions/law/bonus-book.ts';
import { bonusFor, datumOn, roundedUp } from '../../../functions/law/bonus.ts';
import { bonusList } from '../../../functions/law/bonus-list.ts';
import { serviceOrders, positionGroups } from '../../../functions/law/service-book.ts';
import { weighService, type ServiceStep } from '../../../functions/law/service.ts';
import { termOf } from '../../../functions/law/matter.ts';
import { subjectKinds } from '../../../functions/law/subject-kind.ts';
import { localDate, yearOf, type LocalDate } from '../../../functions/kernel/dates.ts';
import { nameOf, type Aspect } from './aspect.ts';

const one = (book: string, judge: (on: LocalDate, words: readonly string[]) => boolean): Aspect => ({
  book,
  judge: (on, words) => ({ about: '*', holds: judge(on, words) }),
});

/** `BKT COLLECTIVE 2980000`: so much goes with it; `NONE`: no amount is known; a last word is the province's hundredths. */
const bonus: Aspect = {
  book: 'BONUS',
  judge: (on, [awardCode = '', kind, amount, local]) => {
    const subjectKind = subjectKinds.find((each) => each === kind);
    const term = termOf(bonusBook().rates, { awardCode, type: 'MERIT', on });
    const rule = bonusBook().rates.find((each) => each.terms.some((other) => other === term));
    if (!rule || !subjectKind) return undefined;
    const localHundredths = local === undefined ? undefined : BigInt(local);
    const found = bonusFor({ awardCode, subjectKind, decidedOn: on, localHundredths });
    return { about: nameOf(rule.awards), holds: String(found?.amount ?? 'NONE') === amount };
  },
};

/** Months in one position that end with the day before. */
function stepFor(on: LocalDate, [order, group, months]: readonly string[], woman: boolean) {
  const code = positionGroups.find((each) => each === group);
  if (!code || !serviceOrders.some((each) => each === order)) return undefined;
  const first = yearOf(on) * 12 + Number(on.slice(5, 7)) - 1 - Number(months);
  const from = localDate(`${Math.floor(first / 12)}-${String((first % 12) + 1).padStart(2, '0')}-01`);
  const answer = weighService({
    positions: [{ group: code, from, to: null }],
    woman,
    retiresLater: false,
    on,
  });
  return answer.steps.find((step) => step.awardCode === order && step.group === group);
}

const served = (book: string, woman: boolean, about: (step: readonly string[]) => string): Aspect => ({
  book,
  judge: (on, words) => {
    const step: ServiceStep | undefined = stepFor(on, words, woman);
    return step && { about: about(words), holds: step.missingMonths === 0 };
  },
});

export const moneyAspects = {
  /** `1490000`: so much is the base salary. */
  SALARY: one(
    'BASE_SALARY',
    (on, [amount]) => String(datumOn(bonusBook().baseSalary, on)?.amount) === amount,
  ),
  BONUS: bonus,
  /** `702000 710000`: so it is rounded. */
  ROUNDED: one('ROUNDING', (on, [exact = '0', amount]) => {
    const rule = datumOn(bonusBook().rounding, on);
    return rule !== undefined && String(roundedUp(BigInt(exact) * 100n, rule.toDong)) === amount;
  }),
  /** `CSTDCS,LDTT 2340000`: so much is paid to one person with these awards of one year. */
  STACKED: one('STACKING', (on, [codes = '', total]) => {
    const lines = codes.split(',').map((awardCode) => ({
      awardCode,
      subjectKind: 'INDIVIDUAL' as const,
      count: 1,
      recipient: 'A',
      period: 'CALENDAR',
    }));
    return String(bonusList(lines, on).total) === total;
  }),
  /** `DELTA 1000000000 10000000`: of so much regular spending so much may go into the fund. */
  FUND: one('FUND_LIMITS', (on, [region, spending = '0', fund = '0']) => {
    const law = datumOn(bonusBook().fundLimits, on);
    const permille = region === 'MOUNTAIN' ? law?.mountainPermille : law?.deltaPermille;
    return permille !== undefined && BigInt(fund) * 1000n <= BigInt(spending) * permille;
  }),
  /** `HCDL1 SECRETARY_CENTRAL 156`: so many months in such a position reach the order. */
  SERVED: served('SERVICE', false, ([order = '', group = '']) => nameOf([order, group])),
  SERVED_BY_A_WOMAN: served('SERVICE_WOMEN', true, () => '*'),
} satisfies Record<string, Aspect>;
