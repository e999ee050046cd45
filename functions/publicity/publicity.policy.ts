import { unitsWithRole, type PermissionTable, type Role } from '../kernel/actor.ts';
import { lead, machine, standsAt, stay, type Place, type StepRule, type Viewer } from '../units/machine.ts';
import type { MediaItem, MediaItemStatus } from './item.ts';
import type { PublicityPlan, PublicityPlanStatus } from './plan.ts';

const staff: readonly Role[] = ['OFFICER', 'APPRAISER', 'LEADER', 'AUDITOR'];
const writers: readonly Role[] = ['OFFICER', 'APPRAISER', 'LEADER'];
const leaders: readonly Role[] = ['LEADER'];

const over = (unitId: Place['unitId']): Place => ({ unitId, reach: 'OVER' });

export const publicityPlanActions = ['update', 'approve', 'close'] as const;
export type PublicityPlanAction = (typeof publicityPlanActions)[number];

export const publicityPlanTable: Readonly<
  Record<PublicityPlanAction, StepRule<PublicityPlanStatus, 'HOST'>>
> = {
  update: { moves: stay('DRAFT'), roles: writers, side: 'HOST' },
  approve: { moves: lead('APPROVED', 'DRAFT'), roles: leaders, side: 'HOST' },
  close: { moves: lead('CLOSED', 'DRAFT', 'APPROVED'), roles: leaders, side: 'HOST' },
};

export const publicityPlanMachine = machine({
  name: 'publicityPlan',
  idField: 'publicityPlanId',
  actions: publicityPlanActions,
  table: publicityPlanTable,
  places: ({ hostUnitId }: PublicityPlan) => [{ unitId: hostUnitId, reach: 'AT' as const }],
});

export const mediaItemActions = ['correct', 'withdraw'] as const;
export type MediaItemAction = (typeof mediaItemActions)[number];

export const mediaItemTable: Readonly<Record<MediaItemAction, StepRule<MediaItemStatus, 'ABOVE'>>> = {
  correct: { moves: stay('RECORDED'), roles: writers, side: 'ABOVE' },
  withdraw: { moves: lead('WITHDRAWN', 'RECORDED'), roles: writers, side: 'ABOVE' },
};

export const mediaItemMachine = machine({
  name: 'mediaItem',
  idField: 'mediaItemId',
  actions: mediaItemActions,
  table: mediaItemTable,
  places: ({ unitId }: MediaItem) => [over(unitId)],
});

export const publicityPermissions = {
  'publicityPlan.draft': writers,
  'publicityPlan.list': staff,
  'mediaItem.record': writers,
  ...publicityPlanMachine.permissions,
  ...mediaItemMachine.permissions,
} satisfies PermissionTable;

export const seesHost = (viewer: Viewer, hostUnitId: Place['unitId']): boolean =>
  standsAt(viewer, staff, over(hostUnitId));

/** Staff of units at or below a host: those whom its plan asks to do something. */
export const isBelow = ({ actor, registry, on }: Viewer, hostUnitId: Place['unitId']): boolean =>
  unitsWithRole(actor, staff).some((held) => registry.covers(hostUnitId, held, on));

export const seesPublicityPlan = (plan: PublicityPlan, viewer: Viewer): boolean =>
  seesHost(viewer, plan.hostUnitId) || (plan.status !== 'DRAFT' && isBelow(viewer, plan.hostUnitId));

/** What has been published is public; what was entered by mistake is its unit's affair. */
export const seesMediaItem = (item: MediaItem, viewer: Viewer): boolean =>
  item.status === 'RECORDED' || standsOverItem(item, viewer);

export const standsOverItem = ({ unitId }: MediaItem, viewer: Viewer): boolean =>
  standsAt(viewer, staff, over(unitId));
