import { forbidden } from '../kernel/actor.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { viewerOf } from '../units/viewer.ts';
import { seesCampaign, worksFor } from './campaign.policy.ts';
import type { WorkDeps } from './submit-work.ts';
import { planId, type ActionPlan, type CampaignReview, type ProgressReport } from './work.ts';

type Part = { readonly campaignId: Id<'cmp'>; readonly unitId: Id<'unt'> };

/** A unit's plans and reports are for its own staff, the launching unit's and those above. */
async function seesPart(deps: WorkDeps, { campaignId, unitId }: Part): Promise<boolean> {
  const [campaign, viewer] = await Promise.all([deps.campaigns.get(campaignId), viewerOf(deps)]);
  return campaign !== undefined && [unitId, campaign.hostUnitId].some((id) => worksFor(viewer, id));
}

const ifSeen = async <T extends Part>(deps: WorkDeps, piece: T | undefined): Promise<T | undefined> =>
  piece && (await seesPart(deps, piece)) ? piece : undefined;

export async function viewPlan(deps: WorkDeps, rawId: string): Promise<ActionPlan | undefined> {
  const id = parseId('pln', rawId);
  return id && ifSeen(deps, await deps.campaignWork.plan(id));
}

export const viewPlanOf = (deps: WorkDeps, { campaignId, unitId }: Part): Promise<ActionPlan | undefined> =>
  viewPlan(deps, planId(campaignId, unitId));

export async function viewReport(deps: WorkDeps, rawId: string): Promise<ProgressReport | undefined> {
  const id = parseId('prg', rawId);
  return id && ifSeen(deps, await deps.campaignWork.report(id));
}

/** A review is as public as its campaign. */
export async function viewReview(deps: WorkDeps, rawId: string): Promise<CampaignReview | undefined> {
  const id = parseId('rvw', rawId);
  const review = id && (await deps.campaignWork.review(id));
  if (!review) return undefined;
  const [campaign, viewer] = await Promise.all([deps.campaigns.get(review.campaignId), viewerOf(deps)]);
  return campaign && seesCampaign(campaign, viewer) ? review : undefined;
}

/** Reports of a unit, whose part the caller may already see. */
export const listReportsOf = (deps: WorkDeps, { campaignId, unitId }: Part, args: PageArgs) =>
  deps.campaignWork.pageReportsOfUnit(campaignId, unitId, args);

/** Reports of all units for one due day, for the staff of the launching unit and those above. Else FORBIDDEN. */
export async function listReports(
  deps: WorkDeps,
  rawId: string,
  dueOn: LocalDate,
  args: PageArgs,
): Promise<Page<ProgressReport>> {
  return deps.campaignWork.pageReportsDue(await ownCampaign(deps, rawId), dueOn, args);
}

export async function listPlans(deps: WorkDeps, rawId: string, args: PageArgs): Promise<Page<ActionPlan>> {
  return deps.campaignWork.pagePlans(await ownCampaign(deps, rawId), args);
}

async function ownCampaign(deps: WorkDeps, rawId: string): Promise<Id<'cmp'>> {
  const id = parseId('cmp', rawId);
  const [campaign, viewer] = await Promise.all([id && deps.campaigns.get(id), viewerOf(deps)]);
  if (!campaign || !worksFor(viewer, campaign.hostUnitId)) throw forbidden();
  return campaign.id;
}
