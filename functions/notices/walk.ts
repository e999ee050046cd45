import { userStore } from '../access/user.store.ts';
import { calendarStore } from '../calendar/calendar.store.ts';
import { complaintStore } from '../complaints/complaint.store.ts';
import { deadlineStore } from '../deadlines/deadline.store.ts';
import { recountDeps } from '../deadlines/follow-calendar.ts';
import { recountDeadlines } from '../deadlines/recount-deadlines.ts';
import { inspectionStore } from '../inspections/inspection.store.ts';
import { openCursors } from '../kernel/cursors.ts';
import { openTable } from '../kernel/table/table.ts';
import { unitStore } from '../units/unit.store.ts';
import type { NoticeProcess } from './follow-notices.ts';
import { webhookStore } from '../webhooks/webhook.store.ts';
import { mailStore } from './mail.store.ts';
import { noticeStore } from './notice.store.ts';
import { recordSilences } from '../consultations/record-silence.ts';
import { remind, type RemindDeps } from './remind.ts';

/** What one run of the clock works with. */
export function remindDeps(process: NoticeProcess, requestId: string): RemindDeps {
  const table = openTable(process.client, process.tableName);
  const reader = { table, cursors: openCursors(table, process.secret, 'reminders') };
  return {
    requestId,
    clock: process.clock,
    table,
    deadlines: deadlineStore(reader),
    inspections: inspectionStore(reader),
    complaints: complaintStore(reader),
    calendar: calendarStore(table),
    units: unitStore(table, process.unitCache),
    users: userStore(reader),
    notices: noticeStore(reader),
    mails: mailStore(reader),
    webhooks: webhookStore(reader),
  };
}

/**
 * Due days first, since a holiday may have moved them; then silences that the law takes for an answer, so that nobody is
 * reminded of them; then what has come to a step is told.
 */
export async function walkDeadlines(process: NoticeProcess, requestId: string): Promise<number> {
  await recountDeadlines(recountDeps(process, requestId));
  await recordSilences(process, requestId);
  return remind(remindDeps(process, requestId));
}
