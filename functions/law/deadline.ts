import { addDays, yearOf, type LocalDate } from '../kernel/dates.ts';
import type { DatumStatus } from './datum.ts';
import type { DayKind } from './day-kind.ts';
import type { DayCount, DayRule } from './day-count.ts';
import type { WorkCalendar } from './work-calendar.ts';

/** One day of the working: whether it counts, and the Vietnamese reason. */
export type DeadlineStep = { readonly on: LocalDate; readonly counts: boolean; readonly reason: string };

/** Time that stands still after `from` up to and with `to` (without `to` itself where the first day counts). */
export type Suspension = { readonly from: LocalDate; readonly to: LocalDate };

/** A due date with its working: each day from the start, whether it counts, and why not. */
export type Deadline = {
  readonly startOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly days: number;
  readonly dayKind: DayKind;
  readonly countFirstDay: boolean;
  readonly steps: readonly DeadlineStep[];
  readonly citation: string;
  readonly status: DatumStatus;
  /** Vietnamese sentences about what in the data a person should check. */
  readonly needsHumanLook: readonly string[];
};

/** When a time limit that runs from a day ends. Give what `DayCount` says and the suspensions that have ended. */
export function dueDate(
  calendar: WorkCalendar,
  rule: DayCount & Pick<DayRule, 'citation' | 'status'>,
  startOn: LocalDate,
  suspensions: readonly Suspension[] = [],
): Deadline {
  const steps = countDays(calendar, rule, startOn, suspensions);
  const { days, dayKind, countFirstDay, citation, status } = rule;
  return {
    startOn,
    dueOn: steps.at(-1)?.on ?? startOn,
    days,
    dayKind,
    countFirstDay,
    steps,
    citation,
    status,
    needsHumanLook: doubts(calendar, status, dayKind === 'WORKING' ? steps : ending(steps)),
  };
}

/** The days from a start on, each with whether it counts, up to the day on which the count is full. */
export function countDays(
  calendar: WorkCalendar,
  count: DayCount,
  startOn: LocalDate,
  suspensions: readonly Suspension[] = [],
): readonly DeadlineStep[] {
  const steps: DeadlineStep[] = [];
  let counted = 0;
  let on = count.countFirstDay ? startOn : addDays(startOn, 1);
  for (; counted < count.days; on = addDays(on, 1)) {
    const off = reasonOff(calendar, count, suspensions, on);
    if (off === undefined) counted += 1;
    steps.push({ on, counts: off === undefined, reason: off ?? named(count.dayKind, counted) });
  }
  return count.dayKind === 'CALENDAR' && count.endsOnWorkingDay ? moved(calendar, steps) : steps;
}

/** Why a day does not count; undefined when it does. */
export function reasonOff(
  calendar: WorkCalendar,
  count: DayCount,
  suspensions: readonly Suspension[],
  on: LocalDate,
): string | undefined {
  const still = suspensions.some(({ from, to }) => on > from && (count.countFirstDay ? on < to : on <= to));
  if (still) return 'Tạm dừng';
  if (count.dayKind === 'CALENDAR') return undefined;
  const day = calendar.day(on);
  return day.works ? undefined : day.reason;
}

const named = (kind: DayKind, nth: number): string =>
  kind === 'WORKING' ? `ngày làm việc thứ ${nth}` : `ngày thứ ${nth}`;

function moved(calendar: WorkCalendar, steps: readonly DeadlineStep[]): readonly DeadlineStep[] {
  const last = steps.at(-1);
  if (!last || calendar.day(last.on).works) return steps;
  const more = [{ ...last, reason: `${last.reason}, ${calendar.day(last.on).reason}` }];
  let on = addDays(last.on, 1);
  for (; !calendar.day(on).works; on = addDays(on, 1))
    more.push({ on, counts: false, reason: calendar.day(on).reason });
  more.push({ on, counts: false, reason: 'ngày làm việc tiếp theo' });
  return [...steps.slice(0, -1), ...more];
}

/** Holidays matter to calendar days at their end only. */
export const ending = (steps: readonly DeadlineStep[]): readonly DeadlineStep[] =>
  steps.slice(steps.findLastIndex((step) => step.counts));

/** What of the data behind a working a person should check: the rule, the years, single days. */
export function doubts(
  calendar: WorkCalendar,
  status: DatumStatus,
  steps: readonly DeadlineStep[],
): readonly string[] {
  const years = [...new Set(steps.map((step) => yearOf(step.on)))];
  const unread = steps.flatMap(({ on }) => {
    const day = calendar.day(on);
    return day.special && day.status === 'unverified' ? [{ on, name: day.reason }] : [];
  });
  return [
    ...(status === 'unverified' ? ['Thời hạn chưa được đối chiếu với văn bản.'] : []),
    ...unread.map(({ on, name }) => `Ngày ${on} (${name}) chưa được đối chiếu với văn bản.`),
    ...years.flatMap((year) => calendar.doubtsOf(year)),
  ];
}
