import { casesOfComplaint } from '../complaints/complaint-cases.ts';
import { complaintStore } from '../complaints/complaint.store.ts';
import { casesOfInspection } from '../inspections/inspection-cases.ts';
import { inspectionStore } from '../inspections/inspection.store.ts';
import { openCursors, type CursorSecret } from '../kernel/cursors.ts';
import { parseId } from '../kernel/ids.ts';
import type { ListReader } from '../kernel/lists.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import { openTable } from '../kernel/table/table.ts';
import type { Case } from './case.ts';
import { importStore } from './import/import.store.ts';
import { recordCase } from './record-case.ts';
import { fileStore } from './record.store.ts';

export type CaseProjection = {
  readonly client: Parameters<typeof openTable>[0];
  readonly tableName: string;
  readonly secret: CursorSecret;
};

/** The steps that open a case for somebody, end it, or say what it led to. */
const steps: readonly string[] = [
  ...['ComplaintAccepted', 'ComplaintDecided', 'ComplaintEnforced', 'ComplaintWithdrawn'],
  ...['FindingAdded', 'InspectionConcluded', 'FindingSettled'],
];

/** Brings the files of those whom a case names up to it as it stands now, whichever of its events arrives when. */
export async function projectCases(at: CaseProjection, event: StoredEvent): Promise<void> {
  if (!steps.includes(event.name)) return;
  const table = openTable(at.client, at.tableName);
  const reader = { table, cursors: openCursors(table, at.secret, 'project-cases') };
  const records = fileStore(reader, importStore(reader));
  for (const one of await casesOf(reader, event.aggregateId))
    await recordCase({ table, records }, one, event);
}

async function casesOf(reader: ListReader, aggregateId: string): Promise<readonly Case[]> {
  const [complaintId, inspectionId] = [parseId('cpl', aggregateId), parseId('ins', aggregateId)];
  const [complaint, inspection] = await Promise.all([
    complaintId && complaintStore(reader).get(complaintId),
    inspectionId && inspectionStore(reader).get(inspectionId),
  ]);
  return [
    ...(complaint ? casesOfComplaint(complaint) : []),
    ...(inspection ? casesOfInspection(inspection) : []),
  ];
}
