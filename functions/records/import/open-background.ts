import { attachmentStore } from '../../attachments/attachment.store.ts';
import { openCursors, type CursorSecret } from '../../kernel/cursors.ts';
import { openTable } from '../../kernel/table/table.ts';
import { subjectStore } from '../../subjects/subject.store.ts';
import { unitStore, type UnitCache } from '../../units/unit.store.ts';
import { initiativeStore } from '../initiative.store.ts';
import { recordStore } from '../record.store.ts';
import type { ImportBackground } from './background.ts';
import { importStore } from './import.store.ts';

/** What the process keeps between events. */
export type ImportProcess = Pick<ImportBackground, 'clock' | 'files' | 'sealer'> & {
  readonly client: Parameters<typeof openTable>[0];
  readonly tableName: string;
  readonly unitCache: UnitCache;
  readonly cursorSecret: CursorSecret;
};

/** A fresh view of the table for each event. */
export function importBackground(process: ImportProcess, requestId: string): ImportBackground {
  const { client, tableName, clock, files, sealer } = process;
  const table = openTable(client, tableName);
  const reader = { table, cursors: openCursors(table, process.cursorSecret, 'run-imports') };
  const units = unitStore(table, process.unitCache);
  const subjects = subjectStore(reader, units, clock);
  const imports = importStore(reader);
  return {
    ...{ requestId, clock, table, files, sealer, units, subjects, imports },
    records: recordStore(reader, subjects, units, imports),
    initiatives: initiativeStore(reader),
    attachments: attachmentStore(table, () => clock.now()),
  };
}
