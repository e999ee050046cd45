import { forbidden } from '../kernel/actor.ts';
import { AppError } from '../kernel/app-error.ts';
import type { Cursors } from '../kernel/cursors.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { pageOfRows } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { viewerOf } from '../units/viewer.ts';
import { hasStanding, isListed, type AddressedUnit, type Standing } from './addressed-unit.ts';
import { unitsMeant } from './addressing.ts';
import { seesCampaign, worksFor } from './campaign.policy.ts';
import { isPublic, type Campaign } from './campaign.ts';
import type { CampaignDeps } from './create-campaign.ts';

/** A campaign as the caller may see it; undefined when it doesn't exist or isn't theirs to see. */
export async function viewCampaign(deps: CampaignDeps, rawId: string): Promise<Campaign | undefined> {
  const id = parseId('cmp', rawId);
  if (!id) return undefined;
  const [campaign, viewer] = await Promise.all([deps.campaigns.get(id), viewerOf(deps)]);
  return campaign && seesCampaign(campaign, viewer) ? campaign : undefined;
}

export type CampaignFilter = {
  readonly year?: number | null | undefined;
  readonly hostUnitId?: string | null | undefined;
  readonly parentId?: string | null | undefined;
};

const noRows = { edges: [], hasNextPage: false, hasPreviousPage: false } as const;

/** Launched campaigns of a year, of a unit, of both, or below another one: the combinations that have a key. */
export async function listCampaigns(
  { campaigns }: CampaignDeps,
  { year, hostUnitId, parentId }: CampaignFilter,
  args: PageArgs,
): Promise<Page<Campaign>> {
  if (parentId != null) {
    if (year != null || hostUnitId != null) throw badFilter();
    const parent = parseId('cmp', parentId);
    return parent ? campaigns.pageByParent(parent, args) : noRows;
  }
  if (hostUnitId != null) {
    const host = parseId('unt', hostUnitId);
    if (!host) return noRows;
    return year == null ? campaigns.pageByHost(host, args) : campaigns.pageByHostAndYear(host, year, args);
  }
  if (year == null) throw badFilter();
  return campaigns.pageByYear(year, args);
}

const badFilter = () =>
  new AppError(
    'BAD_USER_INPUT',
    'Lọc theo năm, theo đơn vị chủ trì (kèm năm nếu cần), hoặc theo phong trào cấp trên.',
  );

/** Drafts of a unit, for its staff and those above; FORBIDDEN for anyone else, whether or not the unit exists. */
export async function listDrafts(
  deps: CampaignDeps,
  rawHostId: string,
  args: PageArgs,
): Promise<Page<Campaign>> {
  const host = parseId('unt', rawHostId);
  const viewer = await viewerOf(deps);
  if (!host || !worksFor(viewer, host)) throw forbidden();
  return deps.campaigns.pageDrafts(host, args);
}

/** Addressed units of a campaign in a standing, for the staff of the launching unit and those above. */
export async function listAddressedUnits(
  deps: CampaignDeps & { readonly cursors: Cursors },
  rawId: string,
  standing: Standing,
  args: PageArgs,
): Promise<Page<AddressedUnit>> {
  const id = parseId('cmp', rawId);
  const [campaign, viewer] = await Promise.all([id && deps.campaigns.get(id), viewerOf(deps)]);
  if (!campaign || !worksFor(viewer, campaign.hostUnitId)) throw forbidden();
  if (isListed(standing)) return deps.addressedUnits.page(campaign.id, standing, viewer.on, args);
  const units = (await deps.addressedUnits.ofCampaign(campaign.id))
    .filter((unit) => hasStanding(standing, unit, campaign))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return pageOfRows(deps.cursors, `${standing} ${campaign.id}`, units, args, (unit) => unit.unitId);
}

/** What is addressed to a unit, for its staff and those above. Drafts are taken out before a page is cut. */
export async function listCampaignsOfUnit(
  deps: CampaignDeps & { readonly cursors: Cursors },
  rawUnitId: string,
  args: PageArgs,
): Promise<Page<AddressedUnit>> {
  const unitId = parseId('unt', rawUnitId);
  const viewer = await viewerOf(deps);
  if (!unitId || !worksFor(viewer, unitId)) throw forbidden();
  const rows = await deps.addressedUnits.ofUnit(unitId);
  const roots = await Promise.all(rows.map((row) => deps.campaigns.get(row.campaignId)));
  const launched = rows.filter((_row, index) => {
    const root = roots[index];
    return root !== undefined && isPublic(root);
  });
  return pageOfRows(deps.cursors, `addressed to ${unitId}`, launched, args, (row) => row.campaignId);
}

/** One unit's part, for those who work for it, the launching unit and those above. */
export async function viewAddressedUnit(
  deps: CampaignDeps,
  campaignId: Id<'cmp'>,
  rawUnitId: string,
): Promise<AddressedUnit | undefined> {
  const unitId = parseId('unt', rawUnitId);
  if (!unitId) return undefined;
  const [unit, campaign, viewer] = await Promise.all([
    deps.addressedUnits.get(campaignId, unitId),
    deps.campaigns.get(campaignId),
    viewerOf(deps),
  ]);
  if (!unit || !campaign) return undefined;
  const host = worksFor(viewer, campaign.hostUnitId);
  return host || (isPublic(campaign) && worksFor(viewer, unitId)) ? unit : undefined;
}

/** How many units have their item and how many steps are left, for those who may know of the list. */
export async function progressOfAddressing(deps: CampaignDeps, campaign: Campaign) {
  const [addressing, viewer] = await Promise.all([deps.campaigns.addressing(campaign.id), viewerOf(deps)]);
  const meant = isPublic(campaign)
    ? addressing.written
    : unitsMeant(campaign.addressing, viewer.registry, viewer.on);
  const written = new Set(addressing.written);
  const wanted = new Set(meant);
  const missing = meant.filter((id) => !written.has(id)).length;
  const surplus = [...addressing.outdated, ...addressing.written].filter((id) => !wanted.has(id)).length;
  return { addressed: addressing.written.length, pending: missing + surplus };
}
