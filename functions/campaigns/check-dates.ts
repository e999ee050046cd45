import type { LocalDate } from '../kernel/dates.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { yearsOf, type DueDates, type Period } from './campaign.ts';

/** A campaign has a row for each of its years; the longest that are known run for ten. */
export const maxYears = 15;
const maxReports = 40;

const wrong = (field: string, expected: string): Refusal => refusal('CAMPAIGN_DATES', field, { expected });

/** A period may span years; one counted in calendar years is made of whole ones. */
export function checkPeriod(period: Period): readonly Refusal[] {
  const { kind, from, to } = period;
  if (to < from) return [wrong('period.to', 'ngày cuối không trước ngày đầu')];
  const refusals: Refusal[] = [];
  if (yearsOf(period).length > maxYears) refusals.push(wrong('period.to', `không quá ${maxYears} năm`));
  if (kind === 'CALENDAR_YEAR' && !from.endsWith('-01-01'))
    refusals.push(wrong('period.from', 'năm dương lịch bắt đầu ngày 01/01'));
  if (kind === 'CALENDAR_YEAR' && !to.endsWith('-12-31'))
    refusals.push(wrong('period.to', 'năm dương lịch kết thúc ngày 31/12'));
  if (kind === 'SCHOOL_YEAR' && yearsOf(period).length < 2)
    refusals.push(wrong('period.to', 'năm học kéo sang năm dương lịch sau'));
  return refusals;
}

export function checkDueDates(due: DueDates, period: Period): readonly Refusal[] {
  const { acknowledgeBy, registerBy, planBy, reportsBy } = due;
  const refusals: Refusal[] = [];
  for (const [field, day] of Object.entries({ acknowledgeBy, registerBy, planBy }))
    if (day !== null && day > period.to)
      refusals.push(wrong(`dueDates.${field}`, 'không sau ngày cuối của phong trào'));
  if (acknowledgeBy !== null && registerBy !== null && registerBy < acknowledgeBy)
    refusals.push(wrong('dueDates.registerBy', 'không trước hạn xác nhận'));
  if (reportsBy.length > maxReports)
    refusals.push(refusal('TOO_MANY', 'dueDates.reportsBy', { limit: maxReports }));
  if (reportsBy.some((day) => day < period.from))
    refusals.push(wrong('dueDates.reportsBy', 'không trước ngày đầu của phong trào'));
  return refusals;
}

/** Whoever is asked must have at least today to answer. */
export function checkStillAhead(due: DueDates, on: LocalDate): readonly Refusal[] {
  const { acknowledgeBy, registerBy } = due;
  return Object.entries({ acknowledgeBy, registerBy }).flatMap(([field, day]) =>
    day !== null && day < on ? [wrong(`dueDates.${field}`, 'chưa qua vào ngày phát động')] : [],
  );
}
