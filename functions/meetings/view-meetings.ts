import { forbidden } from '../kernel/actor.ts';
import type { AvailableAction } from '../kernel/available-action.ts';
import { parseId } from '../kernel/ids.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { councilViewer } from '../councils/view-councils.ts';
import type { Council } from '../councils/council.ts';
import type { MeetingDeps } from './change-meeting.ts';
import {
  managesMeetings,
  meetingActions,
  meetingPermissions,
  meetingTable,
  seesMeetings,
} from './meeting.policy.ts';
import { checkVotes, type Meeting } from './meeting.ts';

/** A meeting that the caller may see; else undefined. */
export async function viewMeeting(deps: MeetingDeps, raw: string): Promise<Meeting | undefined> {
  const id = parseId('mtg', raw);
  const meeting = id && (await deps.meetings.get(id));
  if (!meeting) return undefined;
  const [viewer, council] = await Promise.all([councilViewer(deps), deps.councils.get(meeting.councilId)]);
  return council && seesMeetings(council, viewer) ? meeting : undefined;
}

/** Meetings of a council, for its members and those who work for it; FORBIDDEN for others. */
export async function listMeetings(
  deps: MeetingDeps,
  council: Council,
  args: PageArgs,
): Promise<Page<Meeting>> {
  if (!seesMeetings(council, await councilViewer(deps))) throw forbidden();
  return deps.meetings.pageByCouncil(council.id, args);
}

/** What the viewer can do with a meeting, by the tables that the mutations ask. */
export async function meetingActionsFor(
  deps: MeetingDeps,
  meeting: Meeting,
): Promise<readonly AvailableAction[]> {
  const [viewer, council, votes] = await Promise.all([
    councilViewer(deps),
    deps.councils.get(meeting.councilId),
    deps.meetings.unfinishedVotes(meeting.id),
  ]);
  const manages = council !== undefined && managesMeetings(council, viewer);
  return meetingActions.map((action) => {
    const reasons: Refusal[] = [
      ...(manages ? [] : [refusal('NOT_FOUND', 'meetingId')]),
      ...(meetingTable[action].includes(meeting.status)
        ? []
        : [refusal('WRONG_STATE', 'meetingId', { status: meeting.status, allowed: '' })]),
      ...(action === 'sign' ? checkVotes(votes) : []),
    ];
    return {
      code: `meeting.${action}`,
      allowed: reasons.length === 0,
      roles: meetingPermissions['meeting.manage'],
      unitIds: [meeting.unitId],
      reasons,
    };
  });
}
