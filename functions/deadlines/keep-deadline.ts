import { instant, type Clock } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { eventItem } from '../kernel/table/event.ts';
import { create, type Write } from '../kernel/table/write.ts';
import type { WorkCalendar } from '../law/work-calendar.ts';
import { deadlinePk } from './deadline.shape.ts';
import type { DeadlineStore } from './deadline.store.ts';
import {
  closed,
  handedOn,
  opened,
  resumed,
  suspended,
  type Duty,
  type Opening,
  type Outcome,
  type RunningDeadline,
} from './running.ts';

/** What writing a deadline takes of a request's scope. */
export type DeadlineScope = {
  readonly clock: Clock;
  readonly requestId: string;
  readonly userId: Id<'usr'> | undefined;
  readonly deadlines: Pick<DeadlineStore, 'put'>;
};

/** The deadline as it will be, and the writes that make it so, for the transaction of the step that caused it. */
export type Kept = { readonly deadline: RunningDeadline | undefined; readonly writes: readonly Write[] };

/**
 * Starts a deadline, whether or not the aggregate had one for the purpose before. Read `before` by `deadlines.get` and
 * the calendar by `calendar.current()` in the mutation's `load`.
 */
export const openDeadline = (
  scope: DeadlineScope,
  before: RunningDeadline | undefined,
  opening: Opening,
  calendar: WorkCalendar,
): Kept => kept(scope, before, opened(before, opening, calendar), 'DeadlineOpened');

/** Stops the time of a running deadline; writes nothing where none runs or it ends on a named day. */
export const suspendDeadline = (
  scope: DeadlineScope,
  before: RunningDeadline | undefined,
  on: LocalDate,
  reason: string,
): Kept => kept(scope, before, before && suspended(before, on, reason), 'DeadlineSuspended');

/** Lets the time run on; writes nothing where none is suspended. */
export const resumeDeadline = (
  scope: DeadlineScope,
  before: RunningDeadline | undefined,
  on: LocalDate,
  calendar: WorkCalendar,
): Kept => kept(scope, before, before && resumed(before, on, calendar), 'DeadlineResumed');

/** Lets others act by the same day; writes nothing where none is open. */
export const handOnDeadline = (
  scope: DeadlineScope,
  before: RunningDeadline | undefined,
  duty: Partial<Duty>,
): Kept => kept(scope, before, before && handedOn(before, duty), 'DeadlineHandedOn');

/** Ends a deadline, for good until it is opened anew; writes nothing where none is open. */
export const closeDeadline = (
  scope: DeadlineScope,
  before: RunningDeadline | undefined,
  on: LocalDate,
  outcome: Outcome,
): Kept => kept(scope, before, before && closed(before, on, outcome), 'DeadlineClosed');

function kept(
  scope: DeadlineScope,
  before: RunningDeadline | undefined,
  after: RunningDeadline | undefined,
  name: string,
): Kept {
  if (!after) return { deadline: before, writes: [] };
  const { clock, requestId, userId } = scope;
  if (userId === undefined) throw new Error('a deadline is kept for a signed-in person');
  const event = deadlineEvent({ clock, requestId, userId }, before, after, name);
  return { deadline: after, writes: [scope.deadlines.put(before, after), event] };
}

/** The line in the deadline's own history: the due day before and after, and why it changed. */
export function deadlineEvent(
  { clock, requestId, userId }: Pick<DeadlineScope, 'clock' | 'requestId'> & { readonly userId: Id<'usr'> },
  before: RunningDeadline | undefined,
  after: RunningDeadline,
  name: string,
): Write {
  const { ownerId, purpose, run, state, unitId, dueOn, calendarVersion, closing } = after;
  const item = eventItem(deadlinePk(ownerId, purpose), {
    aggregateId: ownerId,
    seq: after.version,
    name,
    at: instant(clock),
    actorId: userId,
    requestId,
    facts: {
      ...{ purpose, run, state, unitId, dueOn, calendarVersion },
      dueBefore: before?.run === run ? before.dueOn : null,
      ...(closing && { outcome: closing.outcome, late: closing.late }),
    },
  });
  return create(item, refusal('BUSY', []));
}
