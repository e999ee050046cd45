import { localDate, type LocalDate } from '../kernel/dates.ts';

/** Turns a day of the Vietnamese lunar calendar (UTC+7, never a leap month) into a day of the year it falls in. */
export type Lunar = (year: number, month: number, day: number) => LocalDate;

/** The first and last year that the tables of the lunar library hold whole. */
export const lunarYears = { first: 1801, last: 2198 } as const;

/** Loads the lunar library on first use: no cold start pays for it. */
export async function loadLunar(): Promise<Lunar> {
  const { LunarDate } = await import('./lunar-library.ts');
  return (year, month, day) => {
    const lunar = new LunarDate({ year, month, day });
    lunar.init(true);
    const solar = lunar.toSolarDate().get();
    return localDate([solar.year, pad(solar.month), pad(solar.day)].join('-'));
  };
}

const pad = (n: number): string => String(n).padStart(2, '0');
