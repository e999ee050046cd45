import type { Grant, PermissionTable, Role } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { lead, machine, standsAt, stay, type StepRule, type Viewer } from '../units/machine.ts';
import { isAnswered, unsettled, type Complaint, type ComplaintStatus } from './complaint.ts';

export const complaintActions = [
  'classify',
  'transfer',
  'assign',
  'accept',
  'refuse',
  'answer',
  'verify',
  'hold',
  'dialogue',
  'extend',
  'decide',
  'enforce',
  'withdraw',
  'revealIdentity',
] as const;
export type ComplaintAction = (typeof complaintActions)[number];

type Side = 'HANDLER' | 'ASSIGNEE';

const working = ['ACCEPTED', 'VERIFYING'] as const;
const staff: readonly Role[] = ['OFFICER', 'APPRAISER', 'LEADER', 'AUDITOR'];
const clerks: readonly Role[] = ['APPRAISER', 'LEADER'];
const leaders: readonly Role[] = ['LEADER'];

export const complaintTable: Readonly<Record<ComplaintAction, StepRule<ComplaintStatus, Side>>> = {
  classify: { moves: lead('CLASSIFIED', 'RECEIVED', 'CLASSIFIED'), roles: clerks, side: 'HANDLER' },
  transfer: { moves: lead('RECEIVED', 'RECEIVED', 'CLASSIFIED'), roles: clerks, side: 'HANDLER' },
  assign: { moves: stay('CLASSIFIED', ...working), roles: leaders, side: 'HANDLER' },
  accept: { moves: lead('ACCEPTED', 'CLASSIFIED'), roles: leaders, side: 'HANDLER' },
  refuse: { moves: lead('REFUSED', 'CLASSIFIED'), roles: leaders, side: 'HANDLER' },
  answer: { moves: lead('ANSWERED', 'CLASSIFIED'), roles: clerks, side: 'HANDLER' },
  verify: { moves: lead('VERIFYING', ...working), roles: staff, side: 'ASSIGNEE' },
  hold: { moves: stay(...working), roles: leaders, side: 'HANDLER' },
  dialogue: { moves: lead('VERIFYING', ...working), roles: staff, side: 'ASSIGNEE' },
  extend: { moves: stay(...working), roles: leaders, side: 'HANDLER' },
  decide: { moves: lead('DECIDED', 'VERIFYING'), roles: leaders, side: 'HANDLER' },
  enforce: { moves: lead('ENFORCED', 'DECIDED'), roles: clerks, side: 'HANDLER' },
  withdraw: { moves: lead('WITHDRAWN', ...unsettled), roles: clerks, side: 'HANDLER' },
  revealIdentity: {
    moves: stay(...unsettled, 'DECIDED', 'ENFORCED', 'ANSWERED', 'REFUSED', 'WITHDRAWN'),
    roles: staff,
    side: 'ASSIGNEE',
  },
};

/** Whether two units are one, or one of them carries the other on. */
export function isSameUnit(one: Id<'unt'>, other: Id<'unt'>, { registry, on }: Viewer): boolean {
  const heirs = new Set([one, ...registry.heirsOn(one, on)]);
  return [other, ...registry.heirsOn(other, on)].some((unitId) => heirs.has(unitId));
}

/** Whether one of these works at the unit that it is about, at one that it carries on or that carries it on. */
export const worksAtAccused = (
  grants: readonly Grant[],
  { accusedUnitId }: Complaint,
  viewer: Viewer,
): boolean =>
  accusedUnitId !== null &&
  grants
    .filter((grant) => grant.to === null || grant.to > viewer.on)
    .some((grant) => isSameUnit(accusedUnitId, grant.unitId, viewer));

const isOfAccusedUnit = (one: Complaint, viewer: Viewer): boolean =>
  viewer.actor.kind === 'user' && worksAtAccused(viewer.actor.grants, one, viewer);

const isAccused = ({ accusedUserIds }: Complaint, { actor }: Viewer): boolean =>
  actor.kind === 'user' && accusedUserIds.includes(actor.userId);

const isNamed = ({ assignees }: Complaint, { actor }: Viewer): boolean =>
  actor.kind === 'user' && assignees.some((one) => one.userId === actor.userId);

/** Asked at every step: who was assigned may since have come to be accused, or to work for the accused. */
export const isAssigned = (one: Complaint, viewer: Viewer): boolean =>
  isNamed(one, viewer) && !isAccused(one, viewer) && !isOfAccusedUnit(one, viewer);

/** A denunciation and a second instance are for another unit than the one that they are about. */
export const needsOtherUnit = ({ type, instance }: Pick<Complaint, 'type' | 'instance'>): boolean =>
  type === 'DENUNCIATION' || instance === 2;

/** A first complaint is resolved by who decided, but not ended as withdrawn; nobody else handles what is said of themselves. */
const mayHandleOwn = (one: Complaint, action: ComplaintAction): boolean =>
  one.type === 'COMPLAINT' &&
  one.instance === 1 &&
  complaintTable[action].side === 'HANDLER' &&
  action !== 'withdraw';

function mayNotHandle(one: Complaint, action: ComplaintAction, viewer: Viewer): boolean {
  if (isAccused(one, viewer) && !mayHandleOwn(one, action)) return true;
  return (needsOtherUnit(one) || complaintTable[action].side === 'ASSIGNEE') && isOfAccusedUnit(one, viewer);
}

const answering: readonly ComplaintAction[] = ['answer'];
const resolving: readonly ComplaintAction[] = [
  ...(['accept', 'verify', 'hold', 'dialogue', 'extend', 'decide', 'enforce'] as const),
];

function typeRefusals(action: ComplaintAction, { type }: Complaint): readonly Refusal[] {
  const wrong = isAnswered(type) ? resolving.includes(action) : answering.includes(action);
  return wrong ? [refusal('COMPLAINT_TYPE', 'complaintId', { type })] : [];
}

export const complaintMachine = machine({
  name: 'complaint',
  idField: 'complaintId',
  actions: complaintActions,
  table: complaintTable,
  places: ({ handlerUnitId }: Complaint, side: Side) =>
    side === 'HANDLER' ? [{ unitId: handlerUnitId, reach: 'AT' as const }] : [],
  member: (side, root, viewer) => side === 'ASSIGNEE' && isAssigned(root, viewer),
  more: (action, root, viewer) => [
    ...typeRefusals(action, root),
    ...(mayNotHandle(root, action, viewer) ? [refusal('COMPLAINT_ACCUSED', 'complaintId')] : []),
  ],
});

export const complaintPermissions = {
  'complaint.register': ['OFFICER', 'APPRAISER', 'LEADER'],
  'complaint.list': clerks,
  ...complaintMachine.permissions,
} satisfies PermissionTable;

/** Denunciations are for a leader and those assigned, from the moment they are known as such. */
export const handlersOf = (type: Complaint['type']): readonly Role[] =>
  type === 'DENUNCIATION' ? leaders : clerks;

/** What is said of somebody, or of where they work, is kept from them in lists and notices too, whatever else they may do. */
export const isKeptFrom = (one: Complaint, viewer: Viewer): boolean =>
  (isAccused(one, viewer) && !(one.type === 'COMPLAINT' && one.instance === 1)) ||
  (needsOtherUnit(one) && isOfAccusedUnit(one, viewer));

/** Nobody else sees it: neither an administrator, nor an auditor, nor whoever is over the unit, nor the accused side. */
export const seesComplaint = (one: Complaint, viewer: Viewer): boolean =>
  !isKeptFrom(one, viewer) &&
  (isAssigned(one, viewer) ||
    standsAt(viewer, handlersOf(one.type), { unitId: one.handlerUnitId, reach: 'AT' }));

/** What was written may say who wrote it: once a denunciation is assigned, it is for those assigned. */
export const readsStatement = (one: Complaint, viewer: Viewer): boolean =>
  seesComplaint(one, viewer) &&
  (one.type !== 'DENUNCIATION' || one.assignees.length === 0 || isAssigned(one, viewer));
