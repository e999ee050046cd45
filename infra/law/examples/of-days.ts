import { localDate, yearOf, type LocalDate } from '../../../functions/kernel/dates.ts';
import { levelOf } from '../../../functions/law/authority.ts';
import type { DayRule } from '../../../functions/law/day-count.ts';
import { dayRuleOn, dayRules } from '../../../functions/law/day-rule.ts';
import { dueDate } from '../../../functions/law/deadline.ts';
import { exemplarLimits } from '../../../functions/law/exemplar-limits.ts';
import { holdsOn } from '../../../functions/law/datum.ts';
import { holidayLaw } from '../../../functions/law/holidays.ts';
import { processingRule } from '../../../functions/law/processing.ts';
import { regimeOn } from '../../../functions/law/regime.ts';
import type { WorkCalendar } from '../../../functions/law/work-calendar.ts';
import { unitKinds } from '../../../functions/units/unit.ts';
import type { Aspect } from './aspect.ts';

const inTime = (calendar: WorkCalendar, rule: DayRule, from: LocalDate, done = ''): boolean =>
  localDate(done) <= dueDate(calendar, rule, from).dueOn;

/** `NOTIFY_RESULT 2021-06-15`: done by then, counted from the day of the example, it is in time. */
const done = (ofAwardLaw: boolean): Aspect => ({
  book: ofAwardLaw ? 'DAY_RULES' : 'OTHER_DAYS',
  judge: (on, [code = '', day], calendar) => {
    const kept = dayRules().some((rule) => rule.code === code && rule.ofAwardLaw === ofAwardLaw);
    const rule = dayRuleOn(code, on);
    return rule && kept ? { about: code, holds: inTime(calendar, rule, on, day) } : undefined;
  },
});

/** `PROVINCE 2021-03-19`: a unit of this kind that received a dossier on the day of the example answers in time. */
const answered: Aspect = {
  book: 'PROCESSING',
  judge: (on, [word, day], calendar) => {
    const kind = unitKinds.find((one) => one === word);
    const rule = kind && processingRule(kind, on);
    return kind && rule && { about: levelOf(kind, on) ?? '', holds: inTime(calendar, rule, on, day) };
  },
};

/** `HUNG_KINGS OFF`: the day is free for this reason; `NOTICE_2024 WORKED`: by the notice of the year it is worked. */
const free: Aspect = {
  book: 'HOLIDAYS',
  judge: (on, [code = '', what], calendar) => {
    const { works, reason } = calendar.day(on);
    const rule = holidayLaw().rules.find((one) => one.code === code);
    if (code === `NOTICE_${yearOf(on)}`) return { about: code, holds: works === (what === 'WORKED') };
    if (code === 'WEEKEND') return { about: code, holds: ['Thứ Bảy', 'Chủ nhật'].includes(reason) };
    if (code === 'SUBSTITUTE') return { about: code, holds: reason.startsWith('Nghỉ bù') };
    return rule && { about: code, holds: !works && reason === rule.name };
  },
};

export const dayAspects = {
  DONE: done(true),
  DONE_ELSEWHERE: done(false),
  ANSWERED_BY: answered,
  FREE: free,
  /** `3`: a unit introduces so many exemplars in the year. */
  INTRODUCED: {
    book: 'EXEMPLARS',
    judge: (on, [n]) => {
      const limits = exemplarLimits().find((one) => holdsOn(one, on));
      return limits && { about: '*', holds: Number(n) >= limits.atLeast && Number(n) <= limits.atMost };
    },
  },
  /** `B`: the law of this regime holds on the day. */
  REGIME: { book: 'REGIMES', judge: (on, [key]) => ({ about: '*', holds: regimeOn(on)?.key === key }) },
} satisfies Record<string, Aspect>;
