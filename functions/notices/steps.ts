import { addDays, type LocalDate } from '../kernel/dates.ts';
import type { WorkCalendar } from '../law/work-calendar.ts';

export const reminderSteps = ['SOON', 'TODAY', 'OVERDUE', 'ESCALATED'] as const;
export type ReminderStep = (typeof reminderSteps)[number];

/** Working days before the due day on which its people are reminded, and after it on which its leader is told: a custom of this system, which no law and no local rule sets. */
const soonBefore = 3;
const escalatedAfter = 3;

/** The day from which each step of a due day is to be told. */
export const stepDays = (
  calendar: WorkCalendar,
  dueOn: LocalDate,
): Readonly<Record<ReminderStep, LocalDate>> => ({
  SOON: workingDay(calendar, dueOn, -soonBefore),
  TODAY: dueOn,
  OVERDUE: addDays(dueOn, 1),
  ESCALATED: workingDay(calendar, dueOn, escalatedAfter),
});

/** The step that a day has come to; what was missed before it is told no more. Undefined while it is too early. */
export function stepOn(calendar: WorkCalendar, dueOn: LocalDate, on: LocalDate): ReminderStep | undefined {
  const days = stepDays(calendar, dueOn);
  return reminderSteps.findLast((step) => days[step] <= on);
}

/** The due days that have come to a step: from long overdue up to and with the last that is soon. */
export function dueWindow(
  calendar: WorkCalendar,
  on: LocalDate,
): { readonly from: LocalDate; readonly to: LocalDate } {
  return { from: addDays(on, -longOverdue), to: workingDay(calendar, on, soonBefore) };
}

/** Whoever is later than this has long been told, and so has their leader. */
const longOverdue = 90;

/** The n-th working day after a day, or before it where n is negative. */
function workingDay(calendar: WorkCalendar, from: LocalDate, n: number): LocalDate {
  const step = n < 0 ? -1 : 1;
  let on = from;
  for (let left = Math.abs(n); left > 0;) {
    on = addDays(on, step);
    if (calendar.day(on).works) left -= 1;
  }
  return on;
}
