import { AppError } from '../kernel/app-error.ts';
import { addDays, localDate, type LocalDate } from '../kernel/dates.ts';
import type { DayKind } from '../law/day-kind.ts';
import { dayRuleOn } from '../law/day-rule.ts';
import { dueDate, type Deadline, type Suspension } from '../law/deadline.ts';
import type { WorkCalendar } from '../law/work-calendar.ts';

export type Question = {
  readonly startOn: LocalDate;
  readonly rule?: string | null | undefined;
  readonly days?: number | null | undefined;
  readonly dayKind?: DayKind | null | undefined;
  readonly countFirstDay?: boolean | null | undefined;
  readonly suspensions?: readonly Suspension[] | null | undefined;
};

const first = localDate('2017-01-01');
const last = localDate('2100-12-31');
const maxDays = 3650;
const maxSuspensions = 20;
const maxSuspended = 366;

/** The due date of a rule or of free days; undefined when no rule of that code holds. Throws BAD_USER_INPUT. */
export function calculate(calendar: WorkCalendar, question: Question): Deadline | undefined {
  requireRange(question.startOn);
  const suspensions = checkSuspensions(question);
  if (question.rule != null) {
    if (question.days != null || question.dayKind != null || question.countFirstDay != null)
      throw bad('Chỉ dùng mã thời hạn hoặc số ngày.');
    const rule = dayRuleOn(question.rule, question.startOn);
    return rule && dueDate(calendar, rule, question.startOn, suspensions);
  }
  const { days, dayKind } = question;
  if (days == null || dayKind == null) throw bad('Cần mã thời hạn, hoặc số ngày và cách đếm.');
  if (days < 1 || days > maxDays) throw bad(`Số ngày từ 1 đến ${maxDays}.`);
  const free = {
    days,
    dayKind,
    countFirstDay: question.countFirstDay ?? false,
    endsOnWorkingDay: dayKind === 'CALENDAR',
    citation: dayKind === 'CALENDAR' ? civilCode : 'Số ngày do người hỏi nêu',
    status: 'confirmed' as const,
  };
  return dueDate(calendar, free, question.startOn, suspensions);
}

/** In their order, none before the start, and each over before the next begins. */
function checkSuspensions({ startOn, suspensions }: Question): readonly Suspension[] {
  const all = [...(suspensions ?? [])].sort((a, b) => (a.from < b.from ? -1 : 1));
  if (all.length > maxSuspensions) throw bad(`Tạm dừng nhiều nhất ${maxSuspensions} lần.`);
  all.forEach(({ from, to }, i) => {
    requireRange(to);
    if (from < (all[i - 1]?.to ?? startOn))
      throw bad('Các lần tạm dừng từ ngày bắt đầu và không chồng nhau.');
    if (to <= from) throw bad('Tạm dừng phải kết thúc sau ngày bắt đầu tạm dừng.');
    if (to > addDays(from, maxSuspended)) throw bad(`Mỗi lần tạm dừng nhiều nhất ${maxSuspended} ngày.`);
  });
  return all;
}

/** Why free calendar days leave out their first day and end on a working day. */
const civilCode = 'Số ngày do người hỏi nêu; cách tính theo Bộ luật Dân sự 2015, Điều 147, Điều 148';

/** Throws BAD_USER_INPUT for a day of which the calendar of law knows nothing. */
export function requireRange(on: LocalDate): void {
  if (on < first || on > last) throw bad(`Ngày từ ${first} đến ${last}.`);
}

const bad = (message: string): AppError => new AppError('BAD_USER_INPUT', message);
