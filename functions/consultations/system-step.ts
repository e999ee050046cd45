import type { Clock } from '../kernel/clock.ts';
import { instant } from '../kernel/clock.ts';
import { openCursors, type CursorSecret } from '../kernel/cursors.ts';
import { refusal } from '../kernel/refusal.ts';
import type { Id } from '../kernel/ids.ts';
import { systemUser } from '../kernel/system-user.ts';
import { eventItem } from '../kernel/table/event.ts';
import { openTable, TransactionRefused } from '../kernel/table/table.ts';
import { create, type Write } from '../kernel/table/write.ts';
import { deadlineStore } from '../deadlines/deadline.store.ts';
import type { RunningDeadline } from '../deadlines/running.ts';
import { dossierStore } from '../dossiers/dossier.store.ts';
import type { Dossier } from '../dossiers/dossier.ts';
import { nomineeStore } from '../dossiers/nominee.store.ts';
import { consultationPk, consultationStore } from './consultation.store.ts';
import type { Consultation } from './consultation.ts';

export type ConsultationProcess = {
  readonly client: Parameters<typeof openTable>[0];
  readonly tableName: string;
  readonly clock: Clock;
  readonly secret: CursorSecret;
};

/** A fresh view of the table: what one attempt has read is old for the next. */
export function openScope({ client, tableName, clock, secret }: ConsultationProcess, requestId: string) {
  const table = openTable(client, tableName);
  const reader = { table, cursors: openCursors(table, secret, 'consultations') };
  return {
    ...{ table, clock, requestId, userId: systemUser },
    consultations: consultationStore(reader),
    deadlines: deadlineStore(reader),
    dossiers: dossierStore(reader),
    nominees: nomineeStore(reader),
  };
}

export type SystemScope = ReturnType<typeof openScope>;

export type SystemGround = {
  readonly root: Consultation;
  readonly dossier: Dossier | undefined;
  readonly deadline: RunningDeadline | undefined;
};

export type SystemOutcome = {
  readonly patch: Partial<Omit<Consultation, 'id' | 'version'>>;
  readonly writes: readonly Write[];
  readonly event: string;
};

const maxAttempts = 5;

/**
 * A step that nobody takes in person, decided on what is stored now. Whoever was faster, such as an agency that answers
 * in the same second, is found by the next attempt, and then there may be nothing to do. Answers whether it was taken.
 */
export async function systemStep(
  process: ConsultationProcess,
  requestId: string,
  { id, dossierId }: { readonly id: Id<'cst'>; readonly dossierId: Id<'dos'> },
  decide: (scope: SystemScope, ground: SystemGround) => SystemOutcome | undefined,
): Promise<boolean> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const scope = openScope(process, requestId);
    const [root, dossier, deadline] = await Promise.all([
      scope.consultations.get(id),
      scope.dossiers.get(dossierId),
      scope.deadlines.get(id, 'CONSULTATION_ANSWER'),
    ]);
    const outcome = root && decide(scope, { root, dossier, deadline });
    if (!outcome) return false;
    const after = { ...root, ...outcome.patch, version: root.version + 1 };
    const event = eventItem(consultationPk(id), {
      aggregateId: id,
      seq: after.version,
      name: outcome.event,
      at: instant(process.clock),
      actorId: systemUser,
      requestId,
      facts: { dossierId, askerUnitId: root.askerUnitId, agencyUnitId: root.agencyUnitId },
    });
    const writes = [
      scope.consultations.replace(after),
      create(event, refusal('BUSY', [])),
      ...outcome.writes,
    ];
    try {
      await scope.table.transact(writes.map((write) => write.request));
      return true;
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
    }
  }
  throw new Error(`consultation ${id} kept changing`);
}
