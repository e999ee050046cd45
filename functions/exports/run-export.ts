import type { Files } from '../attachments/files.ts';
import { AppError } from '../kernel/app-error.ts';
import { dayOf, instant, timeOf } from '../kernel/clock.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { log } from '../kernel/log.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { systemUser } from '../kernel/system-user.ts';
import { eventItem, type EventHead } from '../kernel/table/event.ts';
import { TransactionRefused } from '../kernel/table/table.ts';
import { create } from '../kernel/table/write.ts';
import type { ExportDeps } from './deps.ts';
import { exportCalls } from './export-calls.ts';
import { contentTypes, exportKey, isWaiting, maxRows, type Export } from './export.ts';
import { exportPk, type ExportStore } from './export.store.ts';
import { openSheet } from './open-sheet.ts';
import type { Sheet } from './sheet.ts';
import { csvWriter } from './write-csv.ts';
import { xlsxWriter } from './write-xlsx.ts';

export type RunDeps = {
  readonly exports: Pick<ExportStore, 'get'>;
  readonly files: Pick<Files, 'put'>;
  /** What a person may read now, with the grants that they hold now. */
  readonly as: (userId: Id<'usr'>) => ExportDeps;
};

type Written = { readonly rows: number; readonly bytes: Buffer };

/**
 * Writes the file that an export waits for. An event that comes again finds it written; one that was cut off begins anew
 * and stores the same object again.
 */
export async function runExport(deps: RunDeps, event: EventHead): Promise<void> {
  const id = exportCalls.has(event.name) ? parseId('exp', event.aggregateId) : undefined;
  const one = id && (await deps.exports.get(id));
  if (!one) return;
  const reader = deps.as(one.startedBy);
  if (!isWaiting(one, instant(reader.clock))) return;
  const outcome = await write(reader, one);
  if ('code' in outcome) return finish(reader, { ...one, status: 'FAILED', refusals: [outcome] });
  const { rows, bytes } = outcome;
  await deps.files.put({ key: exportKey(one.id), contentType: contentTypes[one.format], bytes });
  await finish(reader, { ...one, status: 'READY', rows, size: bytes.length });
}

async function write(deps: ExportDeps, one: Export): Promise<Written | Refusal> {
  try {
    const sheet = await openSheet(deps, one.ask);
    return sheet ? await fill(deps, one, sheet) : refusal('EXPORT_NOT_ALLOWED', []);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return refusal('EXPORT_NOT_ALLOWED', []);
  }
}

async function fill(deps: ExportDeps, one: Export, sheet: Sheet): Promise<Written | Refusal> {
  const writer = one.format === 'CSV' ? csvWriter(sheet) : xlsxWriter(sheet);
  const limit = maxRows[one.format];
  let rows = 0;
  for await (const page of sheet.pages()) {
    rows += page.length;
    if (rows > limit) return refusal('EXPORT_TOO_MANY_ROWS', [], { limit });
    writer.add(page);
  }
  const now = deps.clock.now();
  const actor = await deps.actor();
  const about = [
    sheet.title,
    ...sheet.notes,
    `Lập lúc ${timeOf(now)} ngày ${dayOf(now)} (giờ Việt Nam)`,
    `Người lập: ${actor.kind === 'user' ? actor.name : ''}`,
    `Số dòng: ${rows}`,
  ];
  return { rows, bytes: await writer.finish(about) };
}

/** Whoever was faster has written the same. */
async function finish(deps: ExportDeps, done: Export): Promise<void> {
  const after = { ...done, version: done.version + 1 };
  const event = eventItem(exportPk(done.id), {
    aggregateId: done.id,
    seq: after.version,
    name: done.status === 'READY' ? 'ExportReady' : 'ExportFailed',
    at: instant(deps.clock),
    actorId: systemUser,
    requestId: deps.requestId,
    facts: { rows: done.rows, codes: done.refusals.map(({ code }) => code) },
  });
  try {
    await deps.table.transact(
      [deps.exports.replace(after), create(event, refusal('BUSY', []))].map(({ request }) => request),
    );
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
    log.info('EXPORT_DONE_ALREADY', { exportId: done.id });
  }
}
