import { hourOf, today } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { log } from '../kernel/log.ts';
import type { CalendarStore } from '../calendar/calendar.store.ts';
import { nameAround } from '../units/unit.ts';
import type { DeadlineStore } from '../deadlines/deadline.store.ts';
import type { RunningDeadline } from '../deadlines/running.ts';
import type { WorkCalendar } from '../law/work-calendar.ts';
import type { UserStore } from '../access/user.store.ts';
import type { UnitRegistry } from '../units/registry.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { mayHear } from './may-hear.ts';
import { postNotices, type PostDeps } from './post-notices.ts';
import { recordLate, type RecordLateDeps } from './record-late.ts';
import { deadlineAudience, unitAbove } from './audience.ts';
import { recipientsOf } from './recipients.ts';
import { dueWindow, stepOn, type ReminderStep } from './steps.ts';

export type RemindDeps = PostDeps &
  RecordLateDeps & {
    readonly deadlines: Pick<DeadlineStore, 'due' | 'get' | 'guard' | 'told' | 'tell'>;
    readonly calendar: Pick<CalendarStore, 'current'>;
    readonly units: Pick<UnitStore, 'registry'>;
    readonly users: Pick<UserStore, 'get' | 'pageByUnit'>;
  };

/** Nobody is told at midnight: a day's reminders go out from this hour on. */
const firstHour = 7;

/**
 * Tells whom it concerns of every running deadline that has come to a step, once for each due day and step. A run that is
 * cut short, repeated or late catches up: what a deadline has come to is told, and marked in the same transaction.
 */
export async function remind(deps: RemindDeps): Promise<number> {
  if (hourOf(deps.clock) < firstHour) return 0;
  const on = today(deps.clock);
  const [calendar, registry] = await Promise.all([deps.calendar.current(), deps.units.registry()]);
  const { from, to } = dueWindow(calendar, on);
  const failures: unknown[] = [];
  let told = 0;
  let after: string | undefined;
  do {
    const page = await deps.deadlines.due(from, to, { first: 100, ...(after !== undefined && { after }) });
    const due = page.edges.flatMap(({ node }) => {
      const step = stepOn(calendar, node.dueOn, on);
      return step ? [{ deadline: node, step }] : [];
    });
    const marks = await Promise.all(due.map(({ deadline, step }) => deps.deadlines.told(deadline, step)));
    for (const one of due.filter((_, i) => !marks[i]))
      told += await tellOne(deps, { ...one, calendar, registry, on }).catch((error: unknown) => {
        failures.push(error);
        return 0;
      });
    after = page.hasNextPage ? page.edges.at(-1)?.cursor : undefined;
  } while (after !== undefined);
  log.info('REMINDERS_POSTED', { told, failed: failures.length });
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} reminders failed`);
  return told;
}

type Telling = {
  readonly deadline: RunningDeadline;
  readonly step: ReminderStep;
  readonly calendar: WorkCalendar;
  readonly registry: UnitRegistry;
  readonly on: LocalDate;
};

async function tellOne(deps: RemindDeps, { deadline: listed, step, registry, on }: Telling): Promise<number> {
  // The list lags behind: what has been closed, stopped or moved meanwhile is told no more.
  const deadline = await deps.deadlines.get(listed.ownerId, listed.purpose);
  if (!deadline || deadline.version !== listed.version) return 0;
  const kind = `DEADLINE_${step}` as const;
  const above = step === 'ESCALATED' ? unitAbove(deadline, registry, on) : null;
  const [named, record] = await Promise.all([
    recipientsOf(deps.users, registry, deadlineAudience(kind, deadline, above), on),
    step === 'ESCALATED' ? recordLate(deps, deadline, above, on) : [],
  ]);
  const { ownerId, purpose, run, dueOn, unitId, label } = deadline;
  const userIds = await mayHear(deps, ownerId, named, { registry, on });
  const posting = {
    cause: [ownerId, purpose, run, dueOn, step].join('#'),
    kind,
    facts: { unitName: nameAround(registry.require(unitId), on), label, purpose, dueOn },
    aboutId: ownerId,
    unitId,
    restricted: deadline.restricted,
    userIds,
  };
  return (await postNotices(deps, posting, [
    deps.deadlines.guard(deadline),
    deps.deadlines.tell(deadline, step),
    ...record,
  ]))
    ? 1
    : 0;
}
