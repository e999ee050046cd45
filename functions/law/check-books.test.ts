import { describe, expect, it } from 'vitest';
import { localDate } from '../kernel/dates.ts';
import { noticeProblems, selectorProblems, silenceProblems } from './check-books.ts';

const terms = [
  {
    validFrom: localDate('2020-01-01'),
    validTo: null,
    citation: 'Luật 06/2022/QH15',
    status: 'confirmed' as const,
  },
];

describe('the checks across books', () => {
  it('find an award or group that does not exist, and a rule behind a general one', () => {
    const book = [
      { awards: ['NOPE', '@NOPE', 'LDTT', '@STATE', '@ORDERS'], terms },
      { awards: ['*'], terms },
      { awards: ['BKT'], terms },
    ];
    expect(selectorProblems({ book })).toEqual([
      'book: unknown award NOPE',
      'book: unknown award @NOPE',
      'book BKT: hidden by an earlier rule',
    ]);
    const general = { awards: ['*'], types: ['AD_HOC' as const], terms };
    expect(selectorProblems({ book: [general, { awards: ['BKT'], terms }] })).toEqual([]);
  });

  it('find a day that a book has no answer for', () => {
    expect(silenceProblems([localDate('2015-01-01')])).toContain('ROUNDING: not one term on 2015-01-01');
    expect(silenceProblems([localDate('2024-06-01')])).toEqual([]);
  });

  it('find a year with two notices, and a day swapped for one of its own kind', () => {
    const swap = { off: localDate('2026-01-02'), worked: localDate('2026-01-10') };
    const notice = (year: number, swaps: (typeof swap)[]) => ({
      year,
      swaps,
      lunarDaysBefore: 1 as const,
      nationalDayNeighbour: null,
      citation: 'Thông báo',
      status: 'unverified' as const,
    });
    expect(noticeProblems([notice(2026, [swap])])).toEqual([]);
    expect(noticeProblems([notice(2026, []), notice(2026, [{ ...swap, worked: swap.off }])])).toEqual([
      'notice of 2026: twice',
      'notice of 2026: 2026-01-02 for 2026-01-02 is no swap',
    ]);
  });
});
