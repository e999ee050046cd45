import * as z from 'zod/mini';
import { addDays, localDate, weekday, yearOf, type LocalDate } from '../kernel/dates.ts';
import { lazy } from '../kernel/lazy.ts';
import holidayData from './data/holidays.json' with { type: 'json' };
import { dated, datumStatus, holdsOn, lawDate, type DatumStatus } from './datum.ts';
import type { Lunar } from './lunar.ts';

const when = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('SOLAR'), month: z.int(), day: z.int() }),
  z.object({ kind: z.literal('LUNAR'), month: z.int(), day: z.int() }),
  z.object({ kind: z.literal('LUNAR_NEW_YEAR') }),
  z.object({ kind: z.literal('NATIONAL_DAY') }),
]);

const cited = z.object({ citation: z.string().check(z.minLength(1)), status: datumStatus });

const holidayRule = z.object({
  code: z.string().check(z.minLength(1)),
  name: z.string().check(z.minLength(1)),
  when,
  terms: z.array(z.extend(dated, { days: z.int().check(z.positive()) })).check(z.minLength(1)),
});

/** What a year's notice chose where the law leaves a choice, and which days it swapped. */
const yearNotice = z.extend(cited, {
  year: z.int(),
  lunarDaysBefore: z.union([z.literal(1), z.literal(2)]),
  nationalDayNeighbour: z.nullable(z.enum(['BEFORE', 'AFTER'])),
  swaps: z.array(z.object({ off: lawDate, worked: lawDate })),
});

export const holidayLaw = lazy(() =>
  z
    .object({
      weekend: cited,
      substitute: z.array(dated),
      rules: z.array(holidayRule),
      years: z.array(yearNotice),
    })
    .parse(holidayData),
);

/** One day that is not as its weekday says, or a plain one. */
export type CalendarDay = {
  readonly works: boolean;
  /** Not as its weekday says: a holiday, a day in its stead, a swapped or a declared day. */
  readonly special: boolean;
  /** Vietnamese name of why there is no work, or why there is although one would not expect it. */
  readonly reason: string;
  readonly citation: string;
  readonly status: DatumStatus;
};

export type HolidayYear = {
  readonly days: ReadonlyMap<LocalDate, CalendarDay>;
  /** Vietnamese sentences about what in the year a person should check. */
  readonly doubts: readonly string[];
};

type Named = {
  readonly on: LocalDate;
  readonly name: string;
  readonly citation: string;
  status: DatumStatus;
};
type Notice = z.output<typeof yearNotice>;

/** The exceptional days of one year by law and notice: holidays, the days in their stead, and swapped days. */
export function holidayYear(year: number, lunar: Lunar): HolidayYear {
  const notice = holidayLaw().years.find((one) => one.year === year);
  const named = holidayLaw().rules.flatMap((rule) => daysOf(rule, year, notice, lunar));
  const days = new Map<LocalDate, CalendarDay>();
  for (const { on, name, citation, status } of named)
    days.set(on, { works: false, special: true, reason: name, citation, status });
  for (const one of named.sort((a, b) => (a.on < b.on ? -1 : 1)))
    if (isWeekend(one.on)) substitute(one, days);
  for (const from of holidayLaw().years) for (const swap of from.swaps) addSwap(year, from, swap, days);
  return { days, doubts: doubtsOf(year, notice, named.length > 0) };
}

export const isWeekend = (on: LocalDate): boolean => weekday(on) > 5;

function daysOf(
  rule: z.output<typeof holidayRule>,
  year: number,
  notice: Notice | undefined,
  lunar: Lunar,
): readonly Named[] {
  const term = rule.terms.find((one) => holdsOn(one, localDate(`${year}-01-01`)));
  if (!term) return [];
  return span(rule.when, term.days, year, notice, lunar).map((on) => ({
    on,
    name: rule.name,
    citation: term.citation,
    status: term.status,
  }));
}

/** Without a notice the lunar new year takes one day before it, and National Day the day before it. */
function span(
  rule: z.output<typeof when>,
  days: number,
  year: number,
  notice: Notice | undefined,
  lunar: Lunar,
): readonly LocalDate[] {
  switch (rule.kind) {
    case 'SOLAR':
      return run(solar(year, rule.month, rule.day), days);
    case 'LUNAR':
      return run(lunar(year, rule.month, rule.day), days);
    case 'LUNAR_NEW_YEAR':
      return run(addDays(lunar(year, 1, 1), -(notice?.lunarDaysBefore ?? 1)), days);
    case 'NATIONAL_DAY': {
      const before = days > 1 && notice?.nationalDayNeighbour !== 'AFTER';
      return run(solar(year, 9, before ? 1 : 2), days);
    }
  }
}

const run = (from: LocalDate, days: number): readonly LocalDate[] =>
  Array.from({ length: days }, (_, i) => addDays(from, i));

const solar = (year: number, month: number, day: number): LocalDate =>
  localDate([year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-'));

/** A holiday on a weekly day of rest is made up for on the next working day that is free. */
function substitute(holiday: Named, days: Map<LocalDate, CalendarDay>): void {
  const rule = holidayLaw().substitute.find((one) => holdsOn(one, holiday.on));
  if (!rule) return;
  let on = addDays(holiday.on, 1);
  while (isWeekend(on) || days.has(on)) on = addDays(on, 1);
  days.set(on, { works: false, special: true, reason: `Nghỉ bù ${holiday.name}`, ...pick(rule) });
}

/** A swap may give a day of one year for a day of the next. */
function addSwap(
  year: number,
  notice: Notice,
  { off, worked }: { readonly off: LocalDate; readonly worked: LocalDate },
  days: Map<LocalDate, CalendarDay>,
): void {
  if (yearOf(off) === year)
    days.set(off, {
      works: false,
      special: true,
      reason: `Nghỉ hoán đổi, làm bù ngày ${worked}`,
      ...pick(notice),
    });
  if (yearOf(worked) === year)
    days.set(worked, { works: true, special: true, reason: `Làm bù cho ngày ${off}`, ...pick(notice) });
}

const pick = ({ citation, status }: { readonly citation: string; readonly status: DatumStatus }) => ({
  citation,
  status,
});

function doubtsOf(year: number, notice: Notice | undefined, ruled: boolean): readonly string[] {
  if (!ruled) return [`Chưa có quy định về ngày nghỉ lễ, tết của năm ${year}.`];
  if (!notice) return [`Chưa có thông báo lịch nghỉ lễ, tết năm ${year}: tạm tính theo luật.`];
  return notice.status === 'unverified'
    ? [`Lịch nghỉ lễ, tết năm ${year} chưa được đối chiếu với thông báo.`]
    : [];
}
