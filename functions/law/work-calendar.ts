import { yearOf, weekday, type LocalDate } from '../kernel/dates.ts';
import { lazy } from '../kernel/lazy.ts';
import { holidayLaw, holidayYear, isWeekend, type CalendarDay, type HolidayYear } from './holidays.ts';
import { loadLunar, lunarYears, type Lunar } from './lunar.ts';

/** A day that the province itself declared free or a working day, with the act behind it. */
export type DeclaredDay = {
  readonly on: LocalDate;
  readonly works: boolean;
  readonly name: string;
  readonly citation: string;
};

/** Which days are worked, and why not. One value serves every deadline of a request. */
export type WorkCalendar = {
  /** Of the declared days: 0 while there are none, one more at each declaration or withdrawal. */
  readonly version: number;
  readonly day: (on: LocalDate) => CalendarDay;
  /** Vietnamese sentences about what in a year a person should check. */
  readonly doubtsOf: (year: number) => readonly string[];
};

const lunar = lazy(loadLunar);
const known = new Map<number, HolidayYear>();

/** The calendar of law and notices with the province's declared days over it. */
export async function openCalendar(declared: readonly DeclaredDay[], version: number): Promise<WorkCalendar> {
  const moon = await lunar();
  const own = new Map(declared.map((day) => [day.on, asCalendarDay(day)]));
  return {
    version,
    day: (on) => own.get(on) ?? yearWith(yearOf(on), moon).days.get(on) ?? plainDay(on),
    doubtsOf: (year) => yearWith(year, moon).doubts,
  };
}

function yearWith(year: number, moon: Lunar): HolidayYear {
  const found = known.get(year);
  if (found) return found;
  const inReach = year >= lunarYears.first && year <= lunarYears.last;
  const made = inReach ? holidayYear(year, moon) : outOfReach(year);
  known.set(year, made);
  return made;
}

const outOfReach = (year: number): HolidayYear => ({
  days: new Map(),
  doubts: [`Không tính được ngày nghỉ lễ, tết của năm ${year}.`],
});

const asCalendarDay = ({ works, name, citation }: DeclaredDay): CalendarDay => ({
  works,
  special: true,
  reason: name,
  citation,
  status: 'confirmed',
});

function plainDay(on: LocalDate): CalendarDay {
  const works = !isWeekend(on);
  const reason = works ? '' : weekday(on) === 6 ? 'Thứ Bảy' : 'Chủ nhật';
  return { works, special: false, reason, ...holidayLaw().weekend };
}
