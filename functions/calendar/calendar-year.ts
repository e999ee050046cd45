import { AppError } from '../kernel/app-error.ts';
import { addDays, localDate, yearOf, type LocalDate } from '../kernel/dates.ts';
import type { CalendarDay } from '../law/holidays.ts';
import type { WorkCalendar } from '../law/work-calendar.ts';

export type YearDay = CalendarDay & { readonly on: LocalDate };

export type CalendarYear = {
  readonly year: number;
  readonly workingDays: number;
  readonly days: readonly YearDay[];
  readonly needsHumanLook: readonly string[];
};

/** Every day of a year that is not as its weekday says. Throws BAD_USER_INPUT outside 2017–2100. */
export function calendarYear(calendar: WorkCalendar, year: number): CalendarYear {
  if (year < 2017 || year > 2100) throw new AppError('BAD_USER_INPUT', 'Năm từ 2017 đến 2100.');
  const days = daysOf(year).map((on) => ({ on, ...calendar.day(on) }));
  return {
    year,
    workingDays: days.filter((day) => day.works).length,
    days: days.filter((day) => day.special),
    needsHumanLook: calendar.doubtsOf(year),
  };
}

function daysOf(year: number): readonly LocalDate[] {
  const days: LocalDate[] = [];
  for (let on = localDate(`${year}-01-01`); yearOf(on) === year; on = addDays(on, 1)) days.push(on);
  return days;
}
