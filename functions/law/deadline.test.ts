import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, localDate, weekday, type LocalDate } from '../kernel/dates.ts';
import { unitKinds } from '../units/unit.ts';
import type { DayCount } from './day-count.ts';
import { countDays, dueDate, type Suspension } from './deadline.ts';
import { processingRule } from './processing.ts';
import { openCalendar, type WorkCalendar } from './work-calendar.ts';

const date = localDate;
const working = (days: number, countFirstDay = false): DayCount => ({
  days,
  dayKind: 'WORKING',
  countFirstDay,
  endsOnWorkingDay: false,
});
const calendarDays = (days: number, endsOnWorkingDay = true): DayCount => ({
  days,
  dayKind: 'CALENDAR',
  countFirstDay: false,
  endsOnWorkingDay,
});

describe('deadlines', () => {
  let calendar: WorkCalendar;
  beforeAll(async () => {
    calendar = await openCalendar([], 0);
  });
  const end = (count: DayCount, start: string, suspensions: readonly Suspension[] = []) =>
    countDays(calendar, count, date(start), suspensions).at(-1)?.on;

  it('count 25 working days across the holidays of April and May 2021 and show each skipped day', () => {
    const rule = processingRule('PROVINCE', date('2021-04-12'));
    if (!rule) throw new Error('no rule');
    const deadline = dueDate(calendar, rule, date('2021-04-12'));
    expect(deadline.dueOn).toBe('2021-05-20');
    const skipped = deadline.steps.filter((step) => !step.counts && weekday(step.on) < 6);
    expect(skipped.map(({ on, reason }) => `${on} ${reason}`)).toEqual([
      '2021-04-21 Giỗ Tổ Hùng Vương',
      '2021-04-30 Ngày Chiến thắng',
      '2021-05-03 Nghỉ bù Ngày Quốc tế Lao động',
    ]);
    expect(deadline.status).toBe('confirmed');
    expect(deadline.needsHumanLook).toContain(
      'Lịch nghỉ lễ, tết năm 2021 chưa được đối chiếu với thông báo.',
    );
  });

  it('reproduce the ten working days of a posting that began on 20 August 2025, its own day counted', () => {
    expect(end(working(10, true), '2025-08-20')).toBe('2025-09-04');
  });

  it('count a Saturday on which people worked for a day between holidays', () => {
    expect(end(working(3), '2025-04-24')).toBe('2025-04-28');
  });

  it('end a count of calendar days on the next working day, where the rule says so', () => {
    expect(end(calendarDays(10, false), '2021-04-21')).toBe('2021-05-01');
    expect(end(calendarDays(10), '2021-04-21')).toBe('2021-05-04');
    expect(countDays(calendar, calendarDays(10), date('2021-04-21')).slice(-2)).toEqual([
      { on: '2021-05-03', counts: false, reason: 'Nghỉ bù Ngày Quốc tế Lao động' },
      { on: '2021-05-04', counts: false, reason: 'ngày làm việc tiếp theo' },
    ]);
  });

  it('stand still while suspended; the day of resumption counts only where the first day does', () => {
    const still = { from: date('2021-03-03'), to: date('2021-03-10') };
    expect(end(working(5), '2021-03-01')).toBe('2021-03-08');
    expect(end(working(5), '2021-03-01', [still])).toBe('2021-03-15');
    expect(end(working(5, true), '2021-03-01', [still])).toBe('2021-03-11');
    expect(end(working(5), '2021-03-01', [{ from: date('2021-03-03'), to: date('2021-03-03') }])).toBe(
      '2021-03-08',
    );
  });

  it('follow declared days over the law', async () => {
    const declared = await openCalendar(
      [
        { on: date('2021-03-02'), works: false, name: 'Nghỉ do bão', citation: 'x' },
        { on: date('2021-03-06'), works: true, name: 'Làm bù', citation: 'x' },
      ],
      1,
    );
    const steps = countDays(declared, working(4), date('2021-03-01'));
    expect(steps.map((step) => step.counts)).toEqual([false, true, true, true, true]);
    expect(steps[0]?.reason).toBe('Nghỉ do bão');
    expect(steps.at(-1)?.on).toBe('2021-03-06');
  });

  it('know no time for a level that decides nothing, and one for every kind of unit before', () => {
    expect(processingRule('DISTRICT', date('2025-07-01'))).toBeUndefined();
    expect(unitKinds.every((kind) => processingRule(kind, date('2021-01-01')))).toBe(true);
  });

  it('agree with an oracle that walks the days one by one', () => {
    const start = fc.integer({ min: 0, max: 6500 }).map((shift) => addDays(date('2018-01-01'), shift));
    const suspension = fc.tuple(fc.nat(30), fc.nat(20));
    const count = fc.record({
      days: fc.integer({ min: 1, max: 60 }),
      dayKind: fc.constantFrom('WORKING' as const, 'CALENDAR' as const),
      countFirstDay: fc.boolean(),
      endsOnWorkingDay: fc.boolean(),
    });
    fc.assert(
      fc.property(start, count, fc.option(suspension), (from, asked, pause) => {
        const still = pause
          ? [{ from: addDays(from, pause[0]), to: addDays(from, pause[0] + pause[1]) }]
          : [];
        expect(countDays(calendar, asked, from, still).at(-1)?.on).toBe(
          oracle(calendar, asked, from, still[0]),
        );
      }),
      { numRuns: 300 },
    );
  });
});

/** Lists the days that can count, takes the n-th, and then looks for work. */
function oracle(calendar: WorkCalendar, asked: DayCount, from: LocalDate, still?: Suspension): LocalDate {
  const all = Array.from({ length: 400 }, (_, i) => addDays(from, i));
  const able = all
    .filter((on) => asked.countFirstDay || on !== from)
    .filter((on) => !(still && stands(asked, still, on)))
    .filter((on) => asked.dayKind === 'CALENDAR' || calendar.day(on).works);
  const last = able[asked.days - 1] ?? from;
  if (asked.dayKind === 'WORKING' || !asked.endsOnWorkingDay) return last;
  return all.find((on) => on >= last && calendar.day(on).works) ?? last;
}

function stands(asked: DayCount, still: Suspension, on: LocalDate): boolean {
  if (on <= still.from || on > still.to) return false;
  return on < still.to || !asked.countFirstDay;
}
