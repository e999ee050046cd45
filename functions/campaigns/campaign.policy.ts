import { forbidden, unitsWithRole, type Actor, type PermissionTable, type Role } from '../kernel/actor.ts';
import type { AvailableAction } from '../kernel/available-action.ts';
import type { Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { actsFor, oversees } from '../units/standing.ts';
import type { Viewer } from '../units/machine.ts';
import { isPublic, type Campaign, type CampaignStatus } from './campaign.ts';

/** What the launching unit, or one above it, may do. */
export const campaignPermissions = {
  'campaign.create': ['OFFICER', 'ADMIN'],
  'campaign.update': ['OFFICER', 'ADMIN'],
  'campaign.address': ['OFFICER', 'ADMIN'],
  'campaign.launch': ['OFFICER', 'ADMIN', 'LEADER'],
  'campaign.attachDocument': ['OFFICER', 'ADMIN'],
  'campaign.detachDocument': ['OFFICER', 'ADMIN'],
  'campaign.cancel': ['LEADER'],
  'campaign.reviewMidTerm': ['OFFICER', 'APPRAISER', 'LEADER'],
  'campaign.reviewFinal': ['OFFICER', 'APPRAISER', 'LEADER'],
} as const satisfies PermissionTable;

export type CampaignAction = Exclude<keyof typeof campaignPermissions, 'campaign.create'>;

type Row = { readonly from: readonly CampaignStatus[]; readonly to: CampaignStatus | null };

/** Which states of a campaign allow what; `to` is the state afterwards. */
export const campaignTable: Readonly<Record<CampaignAction, Row>> = {
  'campaign.update': { from: ['DRAFT'], to: null },
  'campaign.address': { from: ['DRAFT'], to: null },
  'campaign.launch': { from: ['DRAFT'], to: 'LAUNCHED' },
  'campaign.attachDocument': { from: ['DRAFT', 'LAUNCHED'], to: null },
  'campaign.detachDocument': { from: ['DRAFT', 'LAUNCHED'], to: null },
  'campaign.cancel': { from: ['DRAFT', 'LAUNCHED'], to: 'CANCELLED' },
  'campaign.reviewMidTerm': { from: ['LAUNCHED'], to: null },
  'campaign.reviewFinal': { from: ['LAUNCHED'], to: 'REVIEWED' },
};

const staff: readonly Role[] = ['ADMIN', 'OFFICER', 'APPRAISER', 'LEADER', 'AUDITOR'];

/** Works for the unit or looks after it from above, in any role. */
export const worksFor = ({ actor, registry, on }: Viewer, unitId: Id<'unt'>): boolean =>
  oversees(actor, staff, registry, unitId, on);

/** A draft is the launching unit's own affair and its overseers'; a launched campaign is public. */
export const seesCampaign = (campaign: Campaign, viewer: Viewer): boolean =>
  isPublic(campaign) || worksFor(viewer, campaign.hostUnitId);

/** Throws FORBIDDEN for someone who holds none of the roles anywhere. */
export function requireRole(actor: Actor, roles: readonly Role[]): void {
  if (unitsWithRole(actor, roles).length === 0) throw forbidden();
}

export const mayHost = (
  action: keyof typeof campaignPermissions,
  { actor, registry, on }: Viewer,
  hostUnitId: Id<'unt'>,
): boolean => oversees(actor, campaignPermissions[action], registry, hostUnitId, on);

/** Why an action can't be taken now by this person: the one rule behind mutations and `availableActions`. */
export function refusalsFor(action: CampaignAction, campaign: Campaign, viewer: Viewer): readonly Refusal[] {
  const refusals: Refusal[] = [];
  if (!mayHost(action, viewer, campaign.hostUnitId)) refusals.push(refusal('NOT_FOUND', 'campaignId'));
  if (!campaignTable[action].from.includes(campaign.status)) refusals.push(wrongState(campaign.status));
  return refusals;
}

export const campaignActions = Object.keys(campaignTable).filter(
  (code): code is CampaignAction => code in campaignTable,
);

const wrongState = (status: CampaignStatus): Refusal =>
  refusal('WRONG_STATE', [], {
    status,
    allowed: campaignActions.filter((action) => campaignTable[action].from.includes(status)).join(', '),
  });

export const availableActions = (campaign: Campaign, viewer: Viewer): readonly AvailableAction[] =>
  campaignActions.map((code) => {
    const reasons = refusalsFor(code, campaign, viewer);
    return {
      code,
      allowed: reasons.length === 0,
      roles: campaignPermissions[code],
      unitIds: [campaign.hostUnitId],
      reasons,
    };
  });

/** What an addressed unit does for itself. */
export const participantPermissions = {
  'campaign.acknowledge': ['OFFICER', 'LEADER'],
  'campaign.register': ['OFFICER', 'LEADER'],
  'campaign.savePlan': ['OFFICER', 'LEADER'],
  'campaign.report': ['OFFICER', 'LEADER'],
} as const satisfies PermissionTable;

export const actsAsParticipant = (
  action: keyof typeof participantPermissions,
  { actor, registry, on }: Viewer,
  unitId: Id<'unt'>,
): boolean => actsFor(actor, participantPermissions[action], registry, unitId, on);

/** A campaign takes registrations, plans and reports from its launch to its final review. */
export const closedness = (campaign: Campaign): readonly Refusal[] =>
  campaign.status === 'LAUNCHED'
    ? []
    : [refusal('CAMPAIGN_CLOSED', 'campaignId', { status: campaign.status })];
