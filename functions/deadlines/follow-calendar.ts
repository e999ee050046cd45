import { calendarStore } from '../calendar/calendar.store.ts';
import type { Clock } from '../kernel/clock.ts';
import { openCursors, type CursorSecret } from '../kernel/cursors.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import { openTable } from '../kernel/table/table.ts';
import { deadlineStore } from './deadline.store.ts';
import { recountDeadlines, type RecountDeps } from './recount-deadlines.ts';

export type DeadlineProcess = {
  readonly client: Parameters<typeof openTable>[0];
  readonly tableName: string;
  readonly clock: Clock;
  readonly secret: CursorSecret;
};

/** What a run works with: a fresh view of the table whenever it asks for one. */
export function recountDeps(process: DeadlineProcess, requestId: string): RecountDeps {
  const open = () => {
    const table = openTable(process.client, process.tableName);
    const cursors = openCursors(table, process.secret, 'deadlines');
    return { table, deadlines: deadlineStore({ table, cursors }) };
  };
  return { requestId, clock: process.clock, open, calendar: calendarStore(open().table) };
}

const calendarEvents: readonly string[] = ['HolidayDeclared', 'HolidayWithdrawn'];

/** Lets the running deadlines follow a change of the calendar; other events don't concern them. */
export async function followCalendar(process: DeadlineProcess, event: StoredEvent): Promise<void> {
  if (calendarEvents.includes(event.name))
    await recountDeadlines(recountDeps(process, `${event.aggregateId}#${event.seq}`));
}
