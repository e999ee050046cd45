import type { Resolvers } from '../generated/graphql.ts';
import { today } from '../kernel/clock.ts';
import { pageOfRows } from '../kernel/lists.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { calendarActions } from './calendar.policy.ts';
import { declareHoliday } from './declare-holiday.ts';
import { withdrawHoliday } from './withdraw-holiday.ts';

export const calendarResolvers: Resolvers = {
  Query: { workCalendar: (_root, _args, { deps }) => deps.calendar.get() },
  Mutation: {
    declareHoliday: async (_root, { input }, { deps }) =>
      toPayload('declaration', await declareHoliday(deps, input)),
    withdrawHoliday: async (_root, { input }, { deps }) =>
      toPayload('declaration', await withdrawHoliday(deps, input)),
  },
  WorkCalendar: {
    declarations: async ({ declarations }, args, { deps }) =>
      connection(
        await pageOfRows(deps.cursors, 'declarations', [...declarations].reverse(), args, (one) => one.id),
      ),
    availableActions: async (_calendar, _args, { deps }) => {
      const [actor, registry] = await Promise.all([deps.actor(), deps.units.registry()]);
      return calendarActions(actor, registry, today(deps.clock));
    },
  },
  HolidayDeclaration: {
    unit: async (declaration, _args, { deps }) => (await deps.units.registry()).require(declaration.unitId),
  },
};
