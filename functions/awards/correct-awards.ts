import type { Decision } from '../dossiers/decision.ts';
import type { DossierStore } from '../dossiers/dossier.store.ts';
import type { Id } from '../kernel/ids.ts';
import type { Table } from '../kernel/table/table.ts';
import { writeUntilStill } from '../kernel/table/write-until-still.ts';
import { withCorrection } from './award.ts';
import type { AwardStore } from './award.store.ts';

export type CorrectDeps = {
  readonly table: Table;
  readonly dossiers: Pick<DossierStore, 'decision'>;
  readonly awards: Pick<AwardStore, 'get' | 'change'>;
};

/** Makes the register read as a correcting decision says; a second delivery finds the correction there and leaves it. */
export async function correctAwards(deps: CorrectDeps, decisionId: Id<'dec'>): Promise<void> {
  const decision = await deps.dossiers.decision(decisionId);
  if (!decision) throw new Error(`no decision ${decisionId}`);
  for (const change of decision.changes) await correct(deps, decision, change);
}

async function correct(
  { table, awards }: CorrectDeps,
  { id, number, issuedOn }: Decision,
  { awardId, says }: Decision['changes'][number],
): Promise<void> {
  await writeUntilStill(table, `the award ${awardId}`, async () => {
    const before = await awards.get(awardId);
    if (!before) throw new Error(`no award ${awardId}`);
    const after = withCorrection(before, { decisionId: id, decisionNumber: number, issuedOn, says });
    return after === before ? [] : awards.change(before, after);
  });
}
