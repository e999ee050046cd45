import { calendarYear } from '../calendar/calendar-year.ts';
import type { Resolvers } from '../generated/graphql.ts';
import { today } from '../kernel/clock.ts';
import { dayRulesOn } from '../law/day-rule.ts';
import type { DatumStatus } from '../law/datum.ts';
import { dueDate } from '../law/deadline.ts';
import { processingRule } from '../law/processing.ts';
import { calculate, requireRange } from './calculate.ts';

const status = ({ status: given }: { readonly status: DatumStatus }) =>
  given === 'confirmed' ? ('CONFIRMED' as const) : ('UNVERIFIED' as const);

export const deadlineResolvers: Resolvers = {
  Query: {
    processingDeadline: async (_root, { unitKind, receivedOn }, { deps }) => {
      requireRange(receivedOn);
      const rule = processingRule(unitKind, receivedOn);
      return rule ? dueDate(await deps.calendar.current(), rule, receivedOn) : null;
    },
    deadline: async (_root, { input }, { deps }) => calculate(await deps.calendar.current(), input) ?? null,
    dayRules: (_root, { on }, { deps }) => dayRulesOn(on ?? today(deps.clock)),
    calendarYear: async (_root, { year }, { deps }) => calendarYear(await deps.calendar.current(), year),
  },
  Deadline: { status, skipped: (deadline) => deadline.steps.filter((step) => !step.counts) },
  DayRule: { status },
  CalendarDay: { status },
};
