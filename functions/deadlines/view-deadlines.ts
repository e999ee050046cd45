import { forbidden, type Role } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import type { Scope } from '../kernel/scope.ts';
import type { CalendarStore } from '../calendar/calendar.store.ts';
import { workCalendar } from '../calendar/calendar.store.ts';
import type { Deadline } from '../law/deadline.ts';
import { actsFor, oversees } from '../units/standing.ts';
import type { UnitStore } from '../units/unit.store.ts';
import type { DeadlineStore } from './deadline.store.ts';
import { workingOf, type RunningDeadline } from './running.ts';

export type ViewDeps = Pick<Scope, 'actor' | 'clock'> & {
  readonly units: UnitStore;
  readonly deadlines: DeadlineStore;
  readonly calendar: Pick<CalendarStore, 'get'>;
};

const staff: readonly Role[] = ['OFFICER', 'APPRAISER', 'LEADER', 'AUDITOR'];

/** A unit's open deadlines, for those who work there or keep an eye on it. Throws FORBIDDEN. */
export async function listDeadlines(
  deps: ViewDeps,
  rawUnitId: string,
  state: 'RUNNING' | 'SUSPENDED',
  args: PageArgs,
): Promise<Page<RunningDeadline>> {
  const unitId = parseId('unt', rawUnitId);
  const [actor, registry] = await Promise.all([deps.actor(), deps.units.registry()]);
  const on = today(deps.clock);
  const sees =
    unitId &&
    (actsFor(actor, staff, registry, unitId, on) || oversees(actor, ['AUDITOR'], registry, unitId, on));
  if (!sees) throw forbidden();
  return deps.deadlines.pageByUnit(unitId, state, args);
}

/** The working as the calendar had it at the version by which the deadline was counted. */
export async function viewWorking(
  deps: Pick<ViewDeps, 'calendar'>,
  deadline: RunningDeadline,
): Promise<Deadline | undefined> {
  const calendar = await workCalendar(await deps.calendar.get(), deadline.calendarVersion);
  return workingOf(deadline, calendar);
}
