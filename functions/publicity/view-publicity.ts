import { forbidden } from '../kernel/actor.ts';
import type { Cursors } from '../kernel/cursors.ts';
import { parseId } from '../kernel/ids.ts';
import { pageOfRows } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { viewerOf } from '../units/viewer.ts';
import { countOutlets, countUnits, type MediaCounts } from './counts.ts';
import type { PublicityDeps } from './deps.ts';
import { reloadPlan } from './draft-plan.ts';
import type { MediaItem } from './item.ts';
import type { PublicityPlan } from './plan.ts';
import { isBelow, seesHost, seesMediaItem, seesPublicityPlan, standsOverItem } from './publicity.policy.ts';
import { reloadItem } from './record-item.ts';

export async function viewPlan(deps: PublicityDeps, rawId: string): Promise<PublicityPlan | undefined> {
  const [plan, viewer] = await Promise.all([reloadPlan(deps, rawId), viewerOf(deps)]);
  return plan && seesPublicityPlan(plan, viewer) ? plan : undefined;
}

export async function viewItem(deps: PublicityDeps, rawId: string): Promise<MediaItem | undefined> {
  const [item, viewer] = await Promise.all([reloadItem(deps, rawId), viewerOf(deps)]);
  return item && seesMediaItem(item, viewer) ? item : undefined;
}

/** Every plan of a host and year, drafts too; throws FORBIDDEN for those who aren't its staff or over it. */
export async function listPlans(
  deps: PublicityDeps,
  { hostUnitId: raw, year }: { readonly hostUnitId: string; readonly year: number },
  args: PageArgs,
): Promise<Page<PublicityPlan>> {
  const hostUnitId = parseId('unt', raw);
  if (!hostUnitId || !seesHost(await viewerOf(deps), hostUnitId)) throw forbidden();
  return deps.publicity.pagePlans(hostUnitId, year, args);
}

const nobodys = { edges: [], hasNextPage: false, hasPreviousPage: false };

/** What was published of a unit, a campaign or an exemplar, the latest first; anyone. */
export async function listItems(
  deps: PublicityDeps,
  of: { readonly unitId?: string; readonly campaignId?: string; readonly exemplarId?: string },
  args: PageArgs,
): Promise<Page<MediaItem>> {
  const unitId = parseId('unt', of.unitId ?? '');
  const campaignId = parseId('cmp', of.campaignId ?? '');
  const exemplarId = parseId('exm', of.exemplarId ?? '');
  if (unitId) return deps.publicity.pageByUnit(unitId, args);
  if (campaignId) return deps.publicity.pageByCampaign(campaignId, args);
  return exemplarId ? deps.publicity.pageByExemplar(exemplarId, args) : nobodys;
}

/** What was published around one event of a plan that the caller sees. */
export const listOfEvent = (deps: PublicityDeps, plan: PublicityPlan, event: number, args: PageArgs) =>
  deps.publicity.pageByEvent(plan.id, event, args);

/** Counts of a unit with all below it; staff of units above it or below it, as everything else about publicity is public. */
export async function countsOf(
  deps: PublicityDeps,
  of: { readonly unitId: string; readonly year: number },
): Promise<MediaCounts> {
  const unitId = parseId('unt', of.unitId);
  const viewer = await viewerOf(deps);
  if (!unitId || !(seesHost(viewer, unitId) || isBelow(viewer, unitId))) throw forbidden();
  return deps.publicity.counts(unitId, of.year);
}

type Paged = { readonly cursors: Cursors };

export const pageOutlets = ({ cursors }: Paged, counts: MediaCounts, args: PageArgs) =>
  pageOfRows(
    cursors,
    nameOf('outlets', counts),
    countOutlets(counts),
    args,
    (row) => `${row.level}#${row.outlet}`,
  );

export const pageUnits = ({ cursors }: Paged, counts: MediaCounts, args: PageArgs) =>
  pageOfRows(cursors, nameOf('units', counts), countUnits(counts), args, (row) => row.unitId);

const nameOf = (list: string, { unitId, year }: MediaCounts) =>
  JSON.stringify(['mediaCounts', list, unitId, year]);

/** Why it was taken back and who did what, for those over the unit; null to others. */
export async function forStaff<T>(
  deps: PublicityDeps,
  item: MediaItem,
  load: () => Promise<T> | T,
): Promise<T | null> {
  return standsOverItem(item, await viewerOf(deps)) ? load() : null;
}
