import { forbidden } from '../kernel/actor.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { actsFor } from '../units/standing.ts';
import { viewerOf } from '../units/viewer.ts';
import { worksFor } from './campaign.policy.ts';
import type { RegistrationDeps } from './draft-registration.ts';
import { seesRegistration } from './registration.policy.ts';
import {
  registrationId,
  registrationStatuses,
  sumOf,
  totalsOf,
  type Registration,
  type RegistrationStatus,
} from './registration.ts';

/** A registration as the caller may see it; undefined when it doesn't exist or isn't theirs to see. */
export async function viewRegistration(
  deps: RegistrationDeps,
  rawId: string,
): Promise<Registration | undefined> {
  const id = parseId('reg', rawId);
  if (!id) return undefined;
  const [registration, viewer] = await Promise.all([deps.registrations.get(id), viewerOf(deps)]);
  return registration && seesRegistration(registration, viewer) ? registration : undefined;
}

export const viewRegistrationOf = (
  deps: RegistrationDeps,
  campaignId: Id<'cmp'>,
  unitId: Id<'unt'>,
): Promise<Registration | undefined> => viewRegistration(deps, registrationId(campaignId, unitId));

type Filter = {
  readonly campaignId: string;
  readonly status: RegistrationStatus;
  readonly receivingUnitId?: string | null | undefined;
};

/** Registrations of a campaign for its launching unit, or those that one unit received, for its staff. Else FORBIDDEN. */
export async function listRegistrations(
  deps: RegistrationDeps,
  filter: Filter,
  args: PageArgs,
): Promise<Page<Registration>> {
  const campaignId = parseId('cmp', filter.campaignId);
  if (filter.receivingUnitId != null) {
    const unitId = parseId('unt', filter.receivingUnitId);
    const viewer = await viewerOf(deps);
    if (!campaignId || !unitId || !worksFor(viewer, unitId)) throw forbidden();
    return deps.registrations.pageByReceiver(campaignId, unitId, filter.status, args);
  }
  const [campaign, viewer] = await Promise.all([
    campaignId && deps.campaigns.get(campaignId),
    viewerOf(deps),
  ]);
  if (!campaign || !worksFor(viewer, campaign.hostUnitId)) throw forbidden();
  return deps.registrations.pageByCampaign(campaign.id, filter.status, args);
}

/** Everything that a unit has registered for, drafts too; for those who work at it. */
export async function listRegistrationsOfUnit(
  deps: RegistrationDeps,
  rawUnitId: string,
  args: PageArgs,
): Promise<Page<Registration>> {
  const unitId = parseId('unt', rawUnitId);
  const { actor, registry, on } = await viewerOf(deps);
  const roles = ['ADMIN', 'OFFICER', 'APPRAISER', 'LEADER', 'AUDITOR'] as const;
  if (!unitId || !actsFor(actor, roles, registry, unitId, on)) throw forbidden();
  return deps.registrations.pageByUnit(unitId, args);
}

/** What has come up to a unit: how many of each status, and the sums of what was approved with all below it. */
export async function summariseRegistrations(deps: RegistrationDeps, rawId: string, rawUnitId: string) {
  const [campaignId, unitId] = [parseId('cmp', rawId), parseId('unt', rawUnitId)];
  const viewer = await viewerOf(deps);
  if (!campaignId || !unitId || !worksFor(viewer, unitId)) throw forbidden();
  const received = await deps.registrations.receivedBy(campaignId, unitId);
  const approved = received.filter(({ status }) => status === 'APPROVED' || status === 'CONSOLIDATED');
  return {
    counts: registrationStatuses
      .map((status) => ({ status, count: received.filter((one) => one.status === status).length }))
      .filter(({ count }) => count > 0),
    late: received.filter((one) => one.late).length,
    totals: sumOf(approved.map(totalsOf)),
  };
}
