import { calendarYear } from '../calendar/calendar-year.ts';
import type { Resolvers } from '../generated/graphql.ts';
import { today } from '../kernel/clock.ts';
import { connection } from '../kernel/paging.ts';
import { dayRulesOn } from '../law/day-rule.ts';
import type { DatumStatus } from '../law/datum.ts';
import { dueDate } from '../law/deadline.ts';
import { processingRule } from '../law/processing.ts';
import { calculate, requireRange } from './calculate.ts';
import { dueFacts } from './deadline-facts.ts';
import { listDeadlines, viewWorking } from './view-deadlines.ts';

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
    dayRules: (_root, { on }, { deps }) => {
      if (on != null) requireRange(on);
      return dayRulesOn(on ?? today(deps.clock));
    },
    calendarYear: async (_root, { year }, { deps }) => calendarYear(await deps.calendar.current(), year),
    deadlines: async (_root, { unitId, state, ...args }, { deps }) =>
      connection(await listDeadlines(deps, unitId, state ?? 'RUNNING', args)),
  },
  Deadline: { status, skipped: (deadline) => deadline.steps.filter((step) => !step.counts) },
  DayRule: { status },
  CalendarDay: { status },
  Dossier: {
    deadline: async (dossier, _args, { deps }) =>
      (await deps.deadlines.get(dossier.id, 'DOSSIER_ANSWER')) ?? null,
  },
  RunningDeadline: {
    unit: async (deadline, _args, { deps }) => (await deps.units.registry()).require(deadline.unitId),
    late: ({ state, dueOn, closing }, _args, { deps }) =>
      closing?.late ?? (state === 'RUNNING' && today(deps.clock) > dueOn),
    working: async (deadline, _args, { deps }) => (await viewWorking(deps, deadline)) ?? null,
    closedOn: ({ closing }) => closing?.on ?? null,
    outcome: ({ closing }) => closing?.outcome ?? null,
    changes: async ({ ownerId, purpose }, args, { deps }) =>
      connection(await deps.deadlines.history(ownerId, purpose, args)),
  },
  DeadlineChange: {
    dueOn: (event) => dueFacts(event).dueOn,
    dueBefore: (event) => dueFacts(event).dueBefore,
  },
};
