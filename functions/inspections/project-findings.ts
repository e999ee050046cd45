import { calendarStore } from '../calendar/calendar.store.ts';
import { deadlineStore } from '../deadlines/deadline.store.ts';
import { dossierStore } from '../dossiers/dossier.store.ts';
import { nomineeStore } from '../dossiers/nominee.store.ts';
import { openCursors, type CursorSecret } from '../kernel/cursors.ts';
import { parseId } from '../kernel/ids.ts';
import { systemUser } from '../kernel/system-user.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import { openTable } from '../kernel/table/table.ts';
import { revocationStore } from '../revocations/revocation.store.ts';
import type { Revocation } from '../revocations/revocation.ts';
import { dossiersNamed } from './finding-effects.ts';
import { holdDossier } from './hold-dossier.ts';
import { inspectionStore } from './inspection.store.ts';
import { keepProposalTerm } from './proposal-term.ts';

export type FindingProjection = {
  readonly client: Parameters<typeof openTable>[0];
  readonly tableName: string;
  readonly secret: CursorSecret;
};

const steps: readonly string[] = ['FindingAdded', 'InspectionConcluded', 'FindingSettled'];

/**
 * What findings do to the dossiers and decisions that they name, by the inspection as it stands now, whichever of its
 * events arrives when: a dossier is held while one about it stands, and from the conclusion on the days run in which the
 * law wants a proposal to revoke what was decided.
 */
export async function projectFindings(at: FindingProjection, event: StoredEvent): Promise<void> {
  const proposed = event.name === 'RevocationProposed';
  if (!proposed && !steps.includes(event.name)) return;
  const table = openTable(at.client, at.tableName);
  const reader = { table, cursors: openCursors(table, at.secret, 'project-findings') };
  const revocations = revocationStore(reader);
  const rvk = parseId('rvk', event.aggregateId);
  const proposal: Revocation | undefined = rvk && (await revocations.get(rvk));
  const id = proposed ? proposal?.finding?.inspectionId : parseId('ins', event.aggregateId);
  const inspection = id && (await inspectionStore(reader).get(id));
  if (!inspection) return;
  const deps = {
    ...{ table, revocations, userId: systemUser, requestId: event.requestId },
    clock: { now: () => new Date(event.at) },
    calendar: calendarStore(table),
    dossiers: dossierStore(reader),
    nominees: nomineeStore(reader),
    deadlines: deadlineStore(reader),
  };
  for (const [dossierId, held] of dossiersNamed(inspection))
    await holdDossier(deps, dossierId, inspection.id, held);
  await keepProposalTerm(deps, inspection, proposal);
}
