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
import type { AuthorityLevel } from '../law/awards.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { AppError } from '../kernel/app-error.ts';
import { proceduresOn, type Procedure } from './catalogue.ts';
import { procedureBy, proceduresFor, type At } from './local-procedures.ts';
import { proceduresOf, type Receiver } from './procedure.ts';
import type { ProcedureStore } from './procedure.store.ts';

export type ProcedureDeps = DossierDeps & { readonly procedures: ProcedureStore };

/** A dossier that the caller sees, as a one-stop centre would show it; undefined before its receipt. */
export async function viewOneStop(deps: DossierDeps, dossier: Dossier): Promise<OneStop | undefined> {
  if (!dossier.receipt) return undefined;
  return oneStopOf(dossier, await loadAnswerDeadline(deps, dossier.id), today(deps.clock));
}

/** Under which procedures the unit that has it received it. */
export async function viewProcedures(
  deps: Pick<DossierDeps, 'units' | 'nominees' | 'localRules'>,
  dossier: Dossier,
): Promise<readonly Procedure[]> {
  const [registry, { books }] = await Promise.all([deps.units.registry(), deps.localRules.shelf()]);
  const receiver = receiverOf({ books, registry }, dossier);
  return receiver ? proceduresOf(dossier, receiver, async () => firstKindOf(deps.nominees, dossier)) : [];
}

type CatalogueDeps = Pick<DossierDeps, 'units' | 'localRules' | 'clock'>;

/** Undefined without a unit: what holds everywhere. */
async function placeOf(deps: CatalogueDeps, rawUnitId: string | null): Promise<At | undefined> {
  const unitId = rawUnitId === null ? undefined : parseId('unt', rawUnitId);
  if (!unitId) return undefined;
  const [registry, { books }] = await Promise.all([deps.units.registry(), deps.localRules.shelf()]);
  return { registry, books, unitId };
}

export type CatalogueAsked = {
  readonly unitId: string | null;
  readonly level: AuthorityLevel | null;
  readonly on: LocalDate | null;
};

export async function listCatalogue(
  deps: CatalogueDeps,
  { unitId, level, on }: CatalogueAsked,
): Promise<readonly Procedure[]> {
  const [at, day] = [await placeOf(deps, unitId), on ?? today(deps.clock)];
  return at ? proceduresFor(at, day, level) : proceduresOn(day, level);
}

export const viewProcedure = async (
  deps: CatalogueDeps,
  code: string,
  unitId: string | null,
): Promise<Procedure | undefined> => procedureBy(code, await placeOf(deps, unitId), today(deps.clock));

export function receiverOf(place: Omit<At, 'unitId'>, dossier: Dossier): Receiver | undefined {
  const { handlerUnitId: unitId } = dossier;
  const kind = kindOfHandler(place.registry, dossier);
  if (!kind || !unitId) return undefined;
  return { kind, catalogue: (on, level) => proceduresFor({ ...place, unitId }, on, level) };
}

export const firstKindOf = async (nominees: DossierDeps['nominees'], { id }: Dossier) =>
  (await nominees.page(id, { first: 1 })).edges[0]?.node.kind;

/** Dossiers of a unit under a procedure, for those who work there or keep an eye on it. FORBIDDEN; BAD_USER_INPUT for an unknown code. */
export async function listUnder(
  deps: ProcedureDeps,
  { code, unitId: rawUnitId }: { readonly code: string; readonly unitId: string },
  args: PageArgs,
): Promise<Page<OneStop>> {
  const unitId = parseId('unt', rawUnitId);
  const [viewer, procedure] = await Promise.all([viewerOf(deps), viewProcedure(deps, code, rawUnitId)]);
  if (!unitId || !worksAt(viewer, unitId)) throw forbidden();
  if (!procedure) throw new AppError('BAD_USER_INPUT', 'Không có thủ tục hành chính mang mã này.');
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
