import { signedIn } from '../kernel/actor.ts';
import { AppError } from '../kernel/app-error.ts';
import { today } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { seesCouncil, type CouncilViewer } from './council.policy.ts';
import type { Council, Seat } from './council.ts';
import type { CouncilDeps } from './establish-council.ts';

/** A seat, and whether this viewer may read the relatives that its holder declared. */
export type ShownSeat = Seat & { readonly shownRelatives: boolean };

export const councilViewer = async (deps: CouncilDeps): Promise<CouncilViewer> => {
  const [actor, registry] = await Promise.all([deps.actor(), deps.units.registry()]);
  return { actor, registry, on: today(deps.clock) };
};

/** A council that the caller may see; else undefined. */
export async function viewCouncil(deps: CouncilDeps, raw: string): Promise<Council | undefined> {
  const id = parseId('cnl', raw);
  if (!id) return undefined;
  const [viewer, council] = await Promise.all([councilViewer(deps), deps.councils.get(id)]);
  return council && seesCouncil(viewer) ? council : undefined;
}

/** Councils of a unit, for whoever is signed in. */
export async function listCouncils(
  deps: CouncilDeps,
  rawUnit: string,
  args: PageArgs,
): Promise<Page<Council>> {
  signedIn(await deps.actor());
  const unitId = parseId('unt', rawUnit);
  if (!unitId) throw new AppError('BAD_USER_INPUT', 'unitId cần mã của một đơn vị.');
  return deps.councils.pageByUnit(unitId, args);
}
