import { loadAnswerDeadline } from '../dossiers/answer-deadline.ts';
import type { DossierDeps } from '../dossiers/deps.ts';
import { worksAt } from '../dossiers/dossier.policy.ts';
import type { Dossier } from '../dossiers/dossier.ts';
import { forbidden } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { viewerOf } from '../units/viewer.ts';
import { kindOfHandler } from './unit-kind.ts';
import { oneStopOf, type OneStop } from './one-stop.ts';
import { proceduresOf, type Procedure } from './procedure.ts';
import type { ProcedureStore } from './procedure.store.ts';

export type ProcedureDeps = DossierDeps & { readonly procedures: ProcedureStore };

/** A dossier that the caller sees, as a one-stop centre would show it; undefined before its receipt. */
export async function viewOneStop(deps: DossierDeps, dossier: Dossier): Promise<OneStop | undefined> {
  if (!dossier.receipt) return undefined;
  return oneStopOf(dossier, await loadAnswerDeadline(deps, dossier.id), today(deps.clock));
}

/** Under which procedures the unit that has it received it. */
export async function viewProcedures(
  deps: Pick<DossierDeps, 'units' | 'nominees'>,
  dossier: Dossier,
): Promise<readonly Procedure[]> {
  const kind = kindOfHandler(await deps.units.registry(), dossier);
  return kind ? proceduresOf(dossier, kind, async () => firstKindOf(deps.nominees, dossier)) : [];
}

export const firstKindOf = async (nominees: DossierDeps['nominees'], { id }: Dossier) =>
  (await nominees.page(id, { first: 1 })).edges[0]?.node.kind;

/** Dossiers of a unit under a procedure, for those who work there or keep an eye on it. Throws FORBIDDEN. */
export async function listUnder(
  deps: ProcedureDeps,
  { code, unitId: rawUnitId }: { readonly code: string; readonly unitId: string },
  args: PageArgs,
): Promise<Page<OneStop>> {
  const unitId = parseId('unt', rawUnitId);
  const viewer = await viewerOf(deps);
  if (!unitId || !worksAt(viewer, unitId)) throw forbidden();
  const page = await deps.procedures.page(unitId, code, args);
  const rows = await Promise.all(
    page.edges.map(async ({ node: id, cursor }) => {
      const [dossier, deadline] = await Promise.all([deps.dossiers.get(id), loadAnswerDeadline(deps, id)]);
      const node = dossier && oneStopOf(dossier, deadline, viewer.on);
      return node ? [{ node, cursor }] : [];
    }),
  );
  return { ...page, edges: rows.flat() };
}
