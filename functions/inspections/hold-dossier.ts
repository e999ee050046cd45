import type { DossierStore } from '../dossiers/dossier.store.ts';
import { joinedStep, type JoinedDeps } from '../dossiers/joined-step.ts';
import type { DossierStatus } from '../dossiers/status-table.ts';
import type { Id } from '../kernel/ids.ts';
import { systemUser } from '../kernel/system-user.ts';
import type { Table } from '../kernel/table/table.ts';
import { writeUntilStill } from '../kernel/table/write-until-still.ts';

export type HoldDossierDeps = JoinedDeps & {
  readonly table: Pick<Table, 'transact'>;
  readonly dossiers: Pick<DossierStore, 'get' | 'follow'>;
};

/** Nothing comes any more that could be stopped here; what was decided is for a revocation. */
const over: readonly DossierStatus[] = ['DECIDED', 'FORWARDED', 'CLOSED_WITHOUT_AWARD', 'WITHDRAWN'];

/**
 * Stops a dossier for an inspection, or lets it go on as far as that one is concerned. Its history names that as any
 * other stop: whoever was inspected reads it, and no finding before the conclusion.
 */
export const holdDossier = (
  deps: HoldDossierDeps,
  dossierId: Id<'dos'>,
  inspectionId: Id<'ins'>,
  held: boolean,
): Promise<void> =>
  writeUntilStill(deps.table, `dossier ${dossierId}`, async () => {
    const dossier = await deps.dossiers.get(dossierId);
    if (!dossier || dossier.heldBy.includes(inspectionId) === held) return [];
    if (held && over.includes(dossier.status)) return [];
    const others = dossier.heldBy.filter((id) => id !== inspectionId);
    return joinedStep(deps, {
      dossier,
      actorId: systemUser,
      patch: { heldBy: held ? [...others, inspectionId] : others },
      event: held ? 'NomineesSuspended' : 'NomineesReleased',
      facts: { nomineeIds: [] },
    });
  });
