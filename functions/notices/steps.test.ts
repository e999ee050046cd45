import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, localDate } from '../kernel/dates.ts';
import { openCalendar, type WorkCalendar } from '../law/work-calendar.ts';
import { dueWindow, reminderSteps, stepDays, stepOn } from './steps.ts';
import { noticeKinds, templates } from './template.ts';

describe('the steps of a reminder', () => {
  let calendar: WorkCalendar;
  beforeAll(async () => {
    calendar = await openCalendar([], 0);
  });

  it('count working days on both sides of the due day', () => {
    expect(stepDays(calendar, localDate('2021-02-17'))).toEqual({
      SOON: '2021-02-05',
      TODAY: '2021-02-17',
      OVERDUE: '2021-02-18',
      ESCALATED: '2021-02-22',
    });
  });

  it('come one after another, and the window holds every due day that has come to one', () => {
    fc.assert(
      fc.property(fc.nat(3000), fc.integer({ min: -30, max: 60 }), (shift, away) => {
        const on = addDays(localDate('2018-01-01'), shift);
        const dueOn = addDays(on, away);
        const days = stepDays(calendar, dueOn);
        const order = reminderSteps.map((step) => days[step]);
        expect(order).toEqual([...order].sort());
        const { from, to } = dueWindow(calendar, on);
        const reached = stepOn(calendar, dueOn, on) !== undefined;
        if (reached) expect(dueOn >= from && dueOn <= to).toBe(true);
        else expect(on < days.SOON).toBe(true);
      }),
    );
  });

  it('have words for each kind, whatever is known', () => {
    for (const kind of noticeKinds)
      for (const facts of [
        { unitName: 'Tỉnh A', label: 'Hồ sơ số 1' },
        {
          unitName: 'Tỉnh A',
          label: 'B',
          purpose: 'DOSSIER_ANSWER' as const,
          dueOn: localDate('2021-04-05'),
        },
      ]) {
        const { title, text } = templates[kind](facts);
        expect(`${title}${text}`).not.toMatch(/undefined|null/);
        expect(title.normalize('NFC')).toBe(title);
      }
  });
});
