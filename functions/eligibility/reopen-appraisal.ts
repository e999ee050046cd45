import type { DossierStore } from '../dossiers/dossier.store.ts';
import { joinedStep } from '../dossiers/joined-step.ts';
import type { NomineeStore } from '../dossiers/nominee.store.ts';
import { recount, reopened } from '../dossiers/overrule.ts';
import type { Clock } from '../kernel/clock.ts';
import { chunks } from '../kernel/group.ts';
import type { Id } from '../kernel/ids.ts';
import { systemUser } from '../kernel/system-user.ts';
import type { Table } from '../kernel/table/table.ts';
import { writeUntilStill } from '../kernel/table/write-until-still.ts';
import type { RecordedVerdict } from './recorded-verdict.ts';

export type ReopenDeps = {
  readonly table: Table;
  readonly clock: Clock;
  readonly requestId: string;
  readonly dossiers: Pick<DossierStore, 'get' | 'follow'>;
  readonly nominees: Pick<NomineeStore, 'update' | 'get'>;
};

const atOnce = 90;

/** Has those nominees appraised again whose verdict an evaluation speaks against without a reason having been given. */
export async function reopenAppraisal(
  deps: ReopenDeps,
  dossierId: Id<'dos'>,
  evaluation: number,
  verdicts: readonly RecordedVerdict[],
): Promise<void> {
  for (const some of chunks(verdicts, atOnce)) await reopenSome(deps, dossierId, evaluation, some);
}

async function reopenSome(
  deps: ReopenDeps,
  dossierId: Id<'dos'>,
  evaluation: number,
  verdicts: readonly RecordedVerdict[],
): Promise<void> {
  await writeUntilStill(deps.table, `dossier ${dossierId}`, async () => {
    const [dossier, ...nominees] = await Promise.all([
      deps.dossiers.get(dossierId),
      ...verdicts.map((one) => deps.nominees.get(dossierId, one.nomineeId)),
    ]);
    if (dossier?.status !== 'UNDER_APPRAISAL' || dossier.evaluation?.number !== evaluation) return [];
    const changed = verdicts.flatMap(({ outcome }, i) => {
      const before = nominees[i];
      const after = before && reopened(before, dossier, { evaluation, outcome });
      return after ? [{ before, after }] : [];
    });
    if (changed.length === 0) return [];
    const [before, after] = [changed.map((one) => one.before), changed.map((one) => one.after)];
    return [
      ...joinedStep(deps, {
        dossier,
        actorId: systemUser,
        patch: { counters: recount(dossier, before, after) },
        event: 'AppraisalReopened',
        facts: { evaluation, nomineeIds: after.map(({ id }) => id) },
      }),
      ...after.map((one) => deps.nominees.update(one)),
    ];
  });
}
