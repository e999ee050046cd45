import type { CalendarStore } from '../calendar/calendar.store.ts';
import type { Clock } from '../kernel/clock.ts';
import { log } from '../kernel/log.ts';
import { systemUser } from '../kernel/system-user.ts';
import { TransactionRefused, type Table } from '../kernel/table/table.ts';
import type { WorkCalendar } from '../law/work-calendar.ts';
import type { DeadlineStore } from './deadline.store.ts';
import { deadlineEvent } from './keep-deadline.ts';
import { recounted, type RunningDeadline } from './running.ts';

export type RecountDeps = {
  readonly requestId: string;
  readonly clock: Clock;
  /** A view of the table of its own for each deadline: what one has read is old for the next attempt. */
  readonly open: () => { readonly table: Table; readonly deadlines: DeadlineStore };
  readonly calendar: Pick<CalendarStore, 'current'>;
};

const batch = 100;
const atOnce = 10;
const maxAttempts = 5;

/**
 * Brings every running deadline to the calendar as it is now; closed ones are in no index and stay. What has been counted
 * by this version leaves the list, so a run that was cut short goes on where it ended, and one too many does nothing.
 */
export async function recountDeadlines(deps: RecountDeps): Promise<{ moved: number; seen: number }> {
  const calendar = await deps.calendar.current();
  const { deadlines } = deps.open();
  const tally = { moved: 0, seen: 0 };
  let last: RunningDeadline | undefined;
  do {
    const found: readonly RunningDeadline[] = await deadlines.countedBefore(calendar.version, batch, last);
    for (let at = 0; at < found.length; at += atOnce) {
      const some = found.slice(at, at + atOnce);
      const moved = await Promise.all(some.map((one) => recountOne(deps, one, calendar)));
      tally.moved += moved.filter(Boolean).length;
      tally.seen += some.length;
    }
    last = found.at(-1);
  } while (last);
  log.info('DEADLINES_RECOUNTED', { ...tally, calendarVersion: calendar.version });
  return tally;
}

/** Answers whether the due day moved. */
async function recountOne(
  deps: RecountDeps,
  { ownerId, purpose }: RunningDeadline,
  calendar: WorkCalendar,
): Promise<boolean> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const { table, deadlines } = deps.open();
    const before = await deadlines.get(ownerId, purpose);
    const after = before && recounted(before, calendar);
    if (!after) return false;
    const moved = after.version > before.version;
    const writes = [
      deadlines.put(before, after),
      ...(moved ? [deadlineEvent({ ...deps, userId: systemUser }, before, after, 'DeadlineMoved')] : []),
    ];
    try {
      await table.transact(writes.map((write) => write.request));
      return moved;
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
    }
  }
  throw new Error(`deadline ${purpose} of ${ownerId} kept changing`);
}
