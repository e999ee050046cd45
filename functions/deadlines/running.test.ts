import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, localDate, type LocalDate } from '../kernel/dates.ts';
import { ulidSource } from '../kernel/ids.ts';
import { openCalendar, type WorkCalendar } from '../law/work-calendar.ts';
import { closed, opened, recounted, resumed, suspended, workingOf, type RunningDeadline } from './running.ts';

const date = localDate;
const ids = ulidSource({ now: () => new Date('2021-03-01T00:00:00Z') });
const rule = {
  code: 'X',
  name: 'x',
  days: 10,
  dayKind: 'WORKING' as const,
  countFirstDay: false,
  endsOnWorkingDay: false,
  citation: 'x',
  status: 'confirmed' as const,
};
const duty = {
  unitId: ids.next('unt'),
  label: 'Hồ sơ số 1/2021',
  assignees: [],
  restricted: false,
  lane: null,
};
const owner = { ownerId: 'dos_1', purpose: 'DOSSIER_ANSWER' as const };

describe('a running deadline', () => {
  let plain: WorkCalendar;
  let storm: WorkCalendar;
  beforeAll(async () => {
    plain = await openCalendar([], 0);
    storm = await openCalendar([{ on: date('2021-03-05'), works: false, name: 'Bão', citation: 'x' }], 1);
  });
  const start = (startOn = '2021-03-01', before?: RunningDeadline) =>
    opened(before, { ...owner, ...duty, term: { kind: 'RULE', rule, startOn: date(startOn) } }, plain);

  it('moves with a newer calendar while it runs, and not once it is closed or suspended', () => {
    const running = start();
    expect(running.dueOn).toBe('2021-03-15');
    expect(recounted(running, storm)).toMatchObject({ dueOn: '2021-03-16', calendarVersion: 1, version: 2 });
    const done = closed(running, date('2021-03-02'), 'DONE');
    expect(done && recounted(done, storm)).toBeUndefined();
    const still = suspended(running, date('2021-03-02'), 'x');
    expect(still && recounted(still, storm)).toBeUndefined();
    expect(recounted(running, plain)).toBeUndefined();
  });

  it('keeps its version when a newer calendar leaves its due day alone', () => {
    const later = start('2021-04-01');
    expect(recounted(later, storm)).toMatchObject({ dueOn: later.dueOn, calendarVersion: 1, version: 1 });
  });

  it('catches up with the calendar when it runs on after a suspension', () => {
    const still = suspended(start(), date('2021-03-08'), 'x');
    const on = still && resumed(still, date('2021-03-10'), storm);
    expect(on).toMatchObject({ dueOn: '2021-03-18', calendarVersion: 1, state: 'RUNNING' });
  });

  it('shows while suspended only what had counted by then, and the due day as it stood', () => {
    const still = suspended(start(), date('2021-03-03'), 'x');
    const working = still && workingOf(still, plain);
    expect(working?.dueOn).toBe('2021-03-15');
    expect(working?.steps.map((step) => step.on)).toEqual(['2021-03-02', '2021-03-03']);
  });

  it('of a named day is moved by no holiday and stops for nothing', () => {
    const term = { kind: 'DAY' as const, startOn: date('2021-03-01'), dueOn: date('2021-03-05') };
    const named = opened(undefined, { ...owner, ...duty, term }, plain);
    expect(named.dueOn).toBe('2021-03-05');
    expect(recounted(named, storm)?.dueOn).toBe('2021-03-05');
    expect(suspended(named, date('2021-03-02'), 'x')).toBeUndefined();
    expect(workingOf(named, plain)).toBeUndefined();
  });

  it('knows when it was met late, and a new run begins from nothing', () => {
    expect(closed(start(), date('2021-03-15'), 'DONE')?.closing?.late).toBe(false);
    const late = closed(start(), date('2021-03-16'), 'DONE');
    expect(late?.closing?.late).toBe(true);
    expect(start('2021-05-04', late)).toMatchObject({ run: 2, version: 3, closing: null, pauses: [] });
    expect(late && closed(late, date('2021-03-17'), 'DONE')).toBeUndefined();
  });

  it('loses no counted day to any series of suspensions', () => {
    const gaps = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 9 })), {
      maxLength: 3,
    });
    fc.assert(
      fc.property(fc.nat(3000), gaps, (shift, pauses) => {
        let deadline = start(addDays(date('2018-01-02'), shift));
        let on: LocalDate = addDays(date('2018-01-02'), shift);
        for (const [run, rest] of pauses) {
          const from = addDays(on, run);
          const still = suspended(deadline, from, 'x');
          if (!still || from > deadline.dueOn) break;
          on = addDays(from, rest);
          deadline = resumed(still, on, plain) ?? deadline;
        }
        const steps = workingOf(deadline, plain)?.steps ?? [];
        expect(steps.filter((step) => step.counts)).toHaveLength(rule.days);
        expect(steps.at(-1)?.on).toBe(deadline.dueOn);
      }),
    );
  });
});
