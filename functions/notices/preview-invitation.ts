import { seatsOn } from '../councils/council.ts';
import { councilViewer } from '../councils/view-councils.ts';
import { dayOf } from '../kernel/clock.ts';
import type { MeetingDeps } from '../meetings/change-meeting.ts';
import { managesMeetings } from '../meetings/meeting.policy.ts';
import type { Meeting } from '../meetings/meeting.ts';
import { nameAround } from '../units/unit.ts';
import { readersOf, type NoticePreview, type ReaderDeps } from './preview-notice.ts';
import { templates } from './template.ts';

/**
 * The invitation to a planned meeting, for those who prepare it; null otherwise. Whoever calls it is not told, and webhooks
 * never are.
 */
export async function previewInvitation(
  deps: MeetingDeps & ReaderDeps,
  meeting: Meeting,
): Promise<NoticePreview | null> {
  const [viewer, council] = await Promise.all([councilViewer(deps), deps.councils.get(meeting.councilId)]);
  if (meeting.status !== 'PLANNED' || !council || !managesMeetings(council, viewer)) return null;
  const seats = seatsOn(council, dayOf(new Date(meeting.scheduledAt)));
  const members = seats.flatMap((seat) => seat.userId ?? []);
  const unitName = nameAround(viewer.registry.require(council.unitId), viewer.on);
  return {
    ...templates.MEETING_CALLED({ unitName, label: '', meetsAt: meeting.scheduledAt }),
    recipients: await readersOf(
      deps,
      members.filter((id) => id !== deps.userId),
    ),
    webhooks: 0,
  };
}
