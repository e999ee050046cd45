import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, localDate, type LocalDate } from '../kernel/dates.ts';
import { loadLunar, type Lunar } from './lunar.ts';

/** First day of the lunar year and 10/3, as the printed calendars of Viet Nam have them. */
const printed: readonly (readonly [string, string])[] = [
  ['2017-01-28', '2017-04-06'],
  ['2018-02-16', '2018-04-25'],
  ['2019-02-05', '2019-04-14'],
  ['2020-01-25', '2020-04-02'],
  ['2021-02-12', '2021-04-21'],
  ['2022-02-01', '2022-04-10'],
  ['2023-01-22', '2023-04-29'],
  ['2024-02-10', '2024-04-18'],
  ['2025-01-29', '2025-04-07'],
  ['2026-02-17', '2026-04-26'],
];

/**
 * Julian day of the k-th new moon after 1900-01-01 by Meeus' series, in UTC: an oracle that shares nothing with the
 * library, which reads its months from a table.
 */
function newMoon(k: number): number {
  const t = k / 1236.85;
  const rad = Math.PI / 180;
  const m = 359.2242 + 29.10535608 * k - 0.0000333 * t * t - 0.00000347 * t ** 3;
  const mpr = 306.0253 + 385.81691806 * k + 0.0107306 * t * t + 0.00001236 * t ** 3;
  const f = 21.2964 + 390.67050646 * k - 0.0016528 * t * t - 0.00000239 * t ** 3;
  const sin = (degrees: number) => Math.sin(rad * degrees);
  const mean =
    2415020.75933 +
    29.53058868 * k +
    0.0001178 * t * t -
    0.000000155 * t ** 3 +
    0.00033 * sin(166.56 + 132.87 * t - 0.009173 * t * t);
  const periodic =
    (0.1734 - 0.000393 * t) * sin(m) +
    0.0021 * sin(2 * m) -
    0.4068 * sin(mpr) +
    0.0161 * sin(2 * mpr) -
    0.0004 * sin(3 * mpr) +
    0.0104 * sin(2 * f) -
    0.0051 * sin(m + mpr) -
    0.0074 * sin(m - mpr) +
    0.0004 * sin(2 * f + m) -
    0.0004 * sin(2 * f - m) -
    0.0006 * sin(2 * f + mpr) +
    0.001 * sin(2 * f - mpr) +
    0.0005 * sin(2 * mpr + m);
  const deltaT = -0.000278 + 0.000265 * t + 0.000262 * t * t;
  return mean + periodic - deltaT;
}

/** The day in UTC+7 on which a new moon falls. */
function newMoonDay(k: number): LocalDate {
  const julianDay = Math.floor(newMoon(k) + 0.5 + 7 / 24);
  return addDays(localDate('1970-01-01'), julianDay - 2440588);
}

describe('the lunar calendar', () => {
  let lunar: Lunar;
  beforeAll(async () => {
    lunar = await loadLunar();
  });

  it.each(printed)('begins its year on %s and has 10/3 on %s', (first, kings) => {
    const year = Number(first.slice(0, 4));
    expect(lunar(year, 1, 1)).toBe(first);
    expect(lunar(year, 3, 10)).toBe(kings);
  });

  it('begins the year 2030 a day before China does, whose clocks are an hour ahead', () => {
    expect(lunar(2030, 1, 1)).toBe('2030-02-02');
  });

  it('begins each year and its third month from 2017 to 2060 on the day of a new moon in UTC+7', () => {
    const moons = new Set(Array.from({ length: 560 }, (_, i) => newMoonDay(1440 + i)));
    for (let year = 2017; year <= 2060; year += 1) {
      const first = lunar(year, 1, 1);
      expect(moons, first).toContain(first);
      expect(first.slice(5) >= '01-20' && first.slice(5) <= '02-20', first).toBe(true);
      expect(moons, `${year}`).toContain(addDays(lunar(year, 3, 10), -9));
    }
  });
});
