import type { PermissionTable } from '../kernel/actor.ts';
import { actsFor } from '../units/standing.ts';
import { ownSeat, servesCouncil, type CouncilViewer } from '../councils/council.policy.ts';
import type { Council, SeatRole } from '../councils/council.ts';
import type { MeetingStatus } from './meeting.ts';

export const meetingPermissions = {
  'meeting.manage': ['LEADER', 'APPRAISER'],
  'meeting.read': ['LEADER', 'APPRAISER', 'AUDITOR'],
} as const satisfies PermissionTable;

export const meetingActions = [
  'changeAgenda',
  'convene',
  'move',
  'recordAttendance',
  'open',
  'conclude',
  'completeTask',
  'sign',
  'cancel',
] as const;
export type MeetingAction = (typeof meetingActions)[number];

/** Which states of a meeting allow what. */
export const meetingTable: Readonly<Record<MeetingAction, readonly MeetingStatus[]>> = {
  changeAgenda: ['PLANNED', 'CONVENED'],
  convene: ['PLANNED'],
  move: ['PLANNED', 'CONVENED'],
  recordAttendance: ['CONVENED', 'OPEN'],
  open: ['CONVENED'],
  conclude: ['OPEN'],
  completeTask: ['OPEN', 'CLOSED'],
  sign: ['OPEN'],
  cancel: ['PLANNED', 'CONVENED'],
};

const managing: readonly SeatRole[] = ['CHAIR', 'STANDING_VICE_CHAIR', 'SECRETARY'];

/** Prepares and runs meetings: the standing body, the unit's leader, the council's chair, standing vice-chair, secretary. */
export function managesMeetings(council: Council, viewer: CouncilViewer): boolean {
  const own = ownSeat(council, viewer);
  return servesCouncil(council, viewer) || (own !== undefined && managing.includes(own.role));
}

/** A council's sessions are its members' affair, and of those who work for it or watch over it. */
export function seesMeetings(council: Council, viewer: CouncilViewer): boolean {
  const { actor, registry, on } = viewer;
  return (
    ownSeat(council, viewer) !== undefined ||
    actsFor(actor, meetingPermissions['meeting.read'], registry, council.unitId, on)
  );
}
