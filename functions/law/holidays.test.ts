import { beforeAll, describe, expect, it } from 'vitest';
import { localDate, yearOf } from '../kernel/dates.ts';
import { holidayYear, isWeekend } from './holidays.ts';
import { loadLunar, type Lunar } from './lunar.ts';

/** Weekdays without work, and weekend days with it, as the offices of Viet Nam had them. */
const known: Readonly<Record<number, { readonly off: string; readonly worked: string }>> = {
  2017: { off: '01-02 01-26 01-27 01-30 01-31 02-01 04-06 05-01 05-02 09-04', worked: '' },
  2018: { off: '01-01 02-14 02-15 02-16 02-19 02-20 04-25 04-30 05-01 09-03 12-31', worked: '' },
  2019: {
    off: '01-01 02-04 02-05 02-06 02-07 02-08 04-15 04-29 04-30 05-01 09-02',
    worked: '01-05 05-04',
  },
  2020: { off: '01-01 01-23 01-24 01-27 01-28 01-29 04-02 04-30 05-01 09-02', worked: '' },
  2021: { off: '01-01 02-10 02-11 02-12 02-15 02-16 04-21 04-30 05-03 09-02 09-03', worked: '' },
  2022: { off: '01-03 01-31 02-01 02-02 02-03 02-04 04-11 05-02 05-03 09-01 09-02', worked: '' },
  2023: { off: '01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04', worked: '' },
  2024: { off: '01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03', worked: '05-04' },
  2025: { off: '01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02', worked: '04-26' },
  2026: {
    off: '01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02',
    worked: '01-10 08-22',
  },
};

describe('the holidays', () => {
  let lunar: Lunar;
  beforeAll(async () => {
    lunar = await loadLunar();
  });

  it.each(Object.keys(known).map(Number))('of %i are those that the offices had', (year) => {
    const days = [...holidayYear(year, lunar).days].sort(([a], [b]) => (a < b ? -1 : 1));
    const off = days.filter(([on, day]) => !day.works && !isWeekend(on)).map(([on]) => on.slice(5));
    const worked = days.filter(([, day]) => day.works).map(([on]) => on.slice(5));
    expect(off.join(' ')).toBe(known[year]?.off);
    expect(worked.join(' ')).toBe(known[year]?.worked);
  });

  it('give every holiday on a weekend one working day back, in every year to 2100', () => {
    for (let year = 2021; year <= 2100; year += 1) {
      const days = [...holidayYear(year, lunar).days];
      const own = days.filter(([, day]) => !day.works && !day.reason.includes('hoán đổi'));
      const free = own.filter(([on]) => !isWeekend(on));
      expect(free.length, `${year}`).toBe(11);
      expect(days.every(([on]) => yearOf(on) === year)).toBe(true);
    }
  });

  it('say what is not known: a year without a notice, and one before the law begins', () => {
    expect(holidayYear(2027, lunar).doubts).toEqual([
      'Chưa có thông báo lịch nghỉ lễ, tết năm 2027: tạm tính theo luật.',
    ]);
    expect(holidayYear(2016, lunar).doubts).toEqual(['Chưa có quy định về ngày nghỉ lễ, tết của năm 2016.']);
    expect(holidayYear(2016, lunar).days.size).toBe(0);
  });

  it('give two days for National Day since 2021, the day before it where no notice chose', () => {
    expect(holidayYear(2020, lunar).days.has(localDate('2020-09-01'))).toBe(false);
    expect(holidayYear(2027, lunar).days.get(localDate('2027-09-01'))?.reason).toBe('Quốc khánh');
  });
});
