import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDate } from '../kernel/dates.ts';
import { awardsOn } from './awards.ts';
import { bonusBook } from './bonus-book.ts';
import { bonusFor, type Bonus } from './bonus.ts';
import { bonusList, type BonusLine } from './bonus-list.ts';
import { askBonus } from './check-asked.ts';
import { coefficientText, inDong } from './dong.ts';
import type { SubjectKind } from './subject-kind.ts';

const bonus = (awardCode: string, day: string, subjectKind: SubjectKind = 'INDIVIDUAL') =>
  bonusFor({ awardCode, subjectKind, decidedOn: localDate(day) });
const amount = (...asked: Parameters<typeof bonus>) => bonus(...asked)?.amount;
const line = (awardCode: string, more: Partial<BonusLine> = {}): BonusLine => ({
  awardCode,
  subjectKind: 'INDIVIDUAL',
  count: 1,
  recipient: null,
  period: null,
  ...more,
});

describe('a bonus', () => {
  it('is the coefficient times the base salary of the day of decision, rounded up to ten thousand', () => {
    expect(amount('LDTT', '2024-08-01')).toBe(710_000n);
    expect(amount('GKX', '2024-08-01')).toBe(360_000n);
    expect(amount('BKTTG', '2024-08-01')).toBe(8_190_000n);
    expect(amount('CSTDTQ', '2024-08-01')).toBe(10_530_000n);
    expect(amount('LDTT', '2026-07-01')).toBe(760_000n);
    expect(amount('CSTDCS', '2026-07-01')).toBe(2_530_000n);
    expect(amount('TTLDTT', '2025-08-01', 'COLLECTIVE')).toBe(1_880_000n);
    expect(amount('GKX', '2025-08-01')).toBe(710_000n);
    expect(amount('GKX', '2025-08-01', 'HOUSEHOLD')).toBe(1_060_000n);
    expect(amount('GKX', '2021-04-20')).toBe(230_000n);
    expect(amount('GKX', '2021-04-20', 'COLLECTIVE')).toBe(450_000n);
  });

  it('pays what Bắc Ninh paid on 2022-04-01: twice as much for a collective', () => {
    expect(amount('BKT', '2022-04-01')).toBe(1_490_000n);
    expect(amount('BKT', '2022-04-01', 'COLLECTIVE')).toBe(2_980_000n);
  });

  it('takes the salary of the day itself, also on the day on which it rises', () => {
    expect(amount('CSTDCS', '2026-06-30')).toBe(2_340_000n);
    expect(amount('CSTDCS', '2023-06-30')).toBe(1_490_000n);
    expect(amount('CSTDCS', '2023-07-01')).toBe(1_800_000n);
    expect(amount('CSTDCS', '2020-07-01')).toBe(1_490_000n);
  });

  it('has the coefficients of orders, flags and households of 2025', () => {
    const day = '2025-08-01';
    const base = 2_340_000n;
    expect(amount('HCSV', day)).toBe(46n * base);
    expect(amount('HCSV', day, 'COLLECTIVE')).toBe(92n * base);
    expect(amount('HCLD1', day, 'COLLECTIVE')).toBe(18n * base);
    expect(amount('AHLD', day, 'COLLECTIVE')).toBe(31n * base);
    expect(amount('CTDCP', day, 'COLLECTIVE')).toBe(12n * base);
    expect(amount('CTDT', day, 'UNIT')).toBe(8n * base);
    expect(amount('BKT', day, 'HOUSEHOLD')).toBe(5_270_000n);
    expect(amount('BKTTG', day, 'HOUSEHOLD')).toBe(12_290_000n);
  });

  it('says what is not known instead of guessing', () => {
    const household = bonus('BKT', '2024-08-01', 'HOUSEHOLD');
    expect(household).toMatchObject({ amount: null, status: 'unverified' });
    expect(household?.needsHumanLook).toHaveLength(1);
    expect(bonus('KNC', '2025-08-01')).toMatchObject({ amount: null });
    expect(bonus('KNC', '2025-08-01')?.steps[0]?.text).toContain('không quá 0,6');
    const medal = {
      awardCode: 'KNC',
      subjectKind: 'INDIVIDUAL' as const,
      decidedOn: localDate('2025-08-01'),
    };
    expect(bonusFor({ ...medal, localHundredths: 50n })?.amount).toBe(1_170_000n);
    expect(bonusFor({ ...medal, localHundredths: 60n })?.amount).toBe(1_410_000n);
    expect(bonusFor({ ...medal, localHundredths: 61n })?.amount).toBeNull();
    expect(bonusFor({ ...medal, awardCode: 'LDTT', localHundredths: 10n })?.amount).toBe(710_000n);
    expect(bonus('BMVNAH', '2024-08-01')).toMatchObject({ paidFrom: 'ELSEWHERE' });
    expect(bonus('NOPE', '2024-08-01')).toBeUndefined();
  });

  it('is confirmed only when every step is', () => {
    expect(bonus('LDTT', '2024-08-01')).toMatchObject({ status: 'confirmed', needsHumanLook: [] });
    expect(bonus('LDTT', '2021-04-20')?.status).toBe('unverified');
    expect(bonus('BKT', '2024-08-01')?.status).toBe('unverified');
    expect(bonus('LDTT', '2026-11-01')?.status).toBe('unverified');
    expect(bonus('LDTT', '2024-08-01')?.steps.map((step) => step.text)).toEqual([
      'Mức lương cơ sở ngày 2024-08-01: 2.340.000 đồng.',
      'Hệ số 0,3.',
      '0,3 × 2.340.000 đồng, làm tròn lên hàng 10.000 đồng: 710.000 đồng.',
    ]);
  });

  it('is never less than the product, and less than ten thousand more, for any award on any day', () => {
    const asked = fc
      .integer({ min: 0, max: 3300 })
      .map((shift) => localDate(new Date(Date.UTC(2017, 9, 1 + shift)).toISOString().slice(0, 10)))
      .chain((on) => fc.constantFrom(...awardsOn(on)).map((award) => ({ on, award })));
    fc.assert(
      fc.property(asked, ({ on, award }) => {
        const all = award.subjects.map((subjectKind) =>
          bonusFor({ awardCode: award.code, subjectKind, decidedOn: on }),
        );
        return all.every((one) => one !== undefined && isRoundedUp(one));
      }),
    );
  });
});

function isRoundedUp({ amount: paid, coefficientHundredths, baseSalary }: Bonus): boolean {
  if (paid === null || coefficientHundredths === null || baseSalary === null) return true;
  const excess = paid * 100n - coefficientHundredths * baseSalary;
  return paid % 10_000n === 0n && excess >= 0n && excess < 1_000_000n;
}

describe('collectives', () => {
  it('get twice what a person gets, in every form that has both, whatever the regime', () => {
    for (const rule of bonusBook().rates)
      for (const { coefficients } of rule.terms) {
        const { INDIVIDUAL: one, COLLECTIVE: two } = coefficients;
        if (one === undefined || two === undefined || rule.awards[0]?.startsWith('GT')) continue;
        expect(two, rule.awards.join()).toBe(2n * one);
      }
  });
});

describe('several awards at once', () => {
  const day = localDate('2025-12-20');
  const of2025 = { recipient: 'a', period: '2025' };

  it('pays only the highest of the titles of one period, and says why', () => {
    const list = bonusList([line('LDTT', of2025), line('CSTDCS', of2025)], day);
    expect(list.total).toBe(2_340_000n);
    expect(list.lines.map((one) => one.total)).toEqual([0n, 2_340_000n]);
    expect(list.lines[0]?.notPaid?.citation).toContain('Điều 49(5)');
  });

  it('pays titles of different periods, of different people, and forms beside titles', () => {
    const other = { recipient: 'a', period: '2024' };
    expect(bonusList([line('LDTT', of2025), line('CSTDCS', other)], day).total).toBe(3_050_000n);
    expect(bonusList([line('LDTT', of2025), line('CSTDCS', { ...of2025, recipient: 'b' })], day).total).toBe(
      3_050_000n,
    );
    expect(bonusList([line('BKT', of2025), line('CSTDCS', of2025)], day).total).toBe(5_850_000n);
  });

  it('multiplies a rounded amount, never rounds a sum', () => {
    const list = bonusList([line('LDTT', { count: 1_000 })], day);
    expect(list.total).toBe(710_000_000n);
  });

  it('leaves what is unknown or paid elsewhere out of the total', () => {
    const list = bonusList([line('KNC'), line('BMVNAH'), line('LDTT')], day);
    expect(list).toMatchObject({ total: 710_000n, complete: false });
  });

  it('pays one title of a recipient and period, the dearest, whatever the order', () => {
    const titles = fc.shuffledSubarray(['LDTT', 'CSTDCS', 'CSTDT', 'CSTDTQ'], { minLength: 1 });
    fc.assert(
      fc.property(titles, (codes) => {
        const dearest = codes.map((code) => amount(code, day) ?? 0n).reduce((a, b) => (a > b ? a : b));
        return (
          bonusList(
            codes.map((code) => line(code, of2025)),
            day,
          ).total === dearest
        );
      }),
    );
  });
});

describe('a question about money', () => {
  const today = localDate('2025-12-20');
  const codes = (day: string, ...lines: readonly BonusLine[]) => {
    const answer = askBonus(localDate(day), lines, today);
    return answer.ok ? [] : answer.refusals.map((one) => `${one.code} ${one.field.join('.')}`);
  };

  it('is refused with a code when the day, the award, the subject or the count can not be', () => {
    expect(codes('2017-09-30', line('LDTT'))).toEqual(['LAW_DAY_UNKNOWN decidedOn']);
    expect(codes('2027-01-01', line('LDTT'))).toEqual(['LAW_DAY_UNKNOWN decidedOn']);
    expect(codes('2025-12-20')).toEqual(['REQUIRED awards']);
    expect(codes('2025-12-20', line('NOPE'))).toEqual(['LAW_AWARD_UNKNOWN awards.0.awardCode']);
    expect(codes('2025-12-20', line('GKH'))).toEqual(['LAW_AWARD_UNKNOWN awards.0.awardCode']);
    expect(codes('2025-12-20', line('LDTT', { subjectKind: 'COLLECTIVE' }))).toEqual([
      'LAW_SUBJECT_KIND awards.0.subjectKind',
    ]);
    for (const count of [-1, 0, 1.5, 100_001, Number.NaN])
      expect(codes('2025-12-20', line('LDTT', { count }))).toEqual(['INVALID_VALUE awards.0.count']);
    expect(codes('2025-12-20', line('LDTT', { count: 2, recipient: 'a' }))).toEqual([
      'INVALID_VALUE awards.0.count',
    ]);
    expect(codes('2025-12-20', ...Array.from({ length: 201 }, () => line('LDTT')))).toEqual([
      'TOO_MANY awards',
    ]);
  });
});

describe('numbers in words', () => {
  it('are written as in Viet Nam', () => {
    expect(inDong(1234567n)).toBe('1.234.567 đồng');
    expect([45n, 300n, 3050n, 27000n, 15n].map(coefficientText)).toEqual([
      '0,45',
      '3',
      '30,5',
      '270',
      '0,15',
    ]);
  });
});
