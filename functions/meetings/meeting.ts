import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import type { DatumStatus } from '../law/datum.ts';

export const meetingStatuses = ['PLANNED', 'CONVENED', 'OPEN', 'CLOSED', 'CANCELLED'] as const;
export type MeetingStatus = (typeof meetingStatuses)[number];

/** In the room, over a line, excused, or simply not there. */
export const attendanceModes = ['PRESENT', 'ONLINE', 'EXCUSED', 'ABSENT'] as const;
export type AttendanceMode = (typeof attendanceModes)[number];

/** Seats are numbers of the council. */
export type Attendance = { readonly seat: number; readonly mode: AttendanceMode };

/** Whether enough members came, as counted when the meeting was opened. */
export type Quorum = {
  readonly present: number;
  readonly members: number;
  readonly needed: number;
  readonly met: boolean;
  /** What a local rule may ask for beyond the law; null where none is known. */
  readonly advised: number | null;
  readonly citation: string;
  readonly status: DatumStatus;
};

/** A conclusion of the meeting, and the task that it gives to somebody. */
export type Task = {
  readonly number: number;
  readonly text: string;
  readonly ownerName: string;
  readonly ownerUserId: Id<'usr'> | null;
  readonly ownerUnitId: Id<'unt'> | null;
  readonly dueOn: LocalDate;
  readonly done: { readonly on: LocalDate; readonly by: Id<'usr'>; readonly note: string } | null;
};

export type Signature = {
  readonly seat: number;
  readonly userId: Id<'usr'>;
  readonly name: string;
  readonly at: string;
};

/** Minutes (biên bản): what was said, and the hash of the whole record as it was when the first person signed. */
export type Minutes = {
  readonly summary: string;
  readonly hash: string;
  readonly signatures: readonly Signature[];
};

/** A session of a council (phiên họp Hội đồng). */
export type Meeting = {
  readonly id: Id<'mtg'>;
  readonly councilId: Id<'cnl'>;
  readonly unitId: Id<'unt'>;
  readonly title: string;
  /** Day and hour as invited. */
  readonly scheduledAt: string;
  readonly place: string;
  readonly status: MeetingStatus;
  readonly agenda: readonly Id<'dos'>[];
  readonly invited: readonly number[];
  readonly invitedAt: string | null;
  readonly attendance: readonly Attendance[];
  /** The seat that presides. */
  readonly presiding: number | null;
  readonly openedAt: string | null;
  readonly quorum: Quorum | null;
  readonly tasks: readonly Task[];
  readonly minutes: Minutes | null;
  readonly cancelReason: string | null;
  readonly version: number;
};

export const maxAgenda = 50;
export const maxTasks = 100;

export const attends = ({ mode }: Attendance): boolean => mode === 'PRESENT' || mode === 'ONLINE';

export const present = (meeting: Meeting): readonly number[] =>
  meeting.attendance.filter(attends).map((one) => one.seat);

/** Minutes tell how votes ended: none may be unfinished when they are signed. MEETING_VOTE_UNFINISHED. */
export const checkVotes = (unfinished: number): readonly Refusal[] =>
  unfinished > 0 ? [refusal('MEETING_VOTE_UNFINISHED', 'meetingId', { votes: unfinished })] : [];

/** What minutes certify: everything of the meeting but the signatures and how tasks went on since. */
export const certified = (meeting: Meeting, summary: string) => ({
  id: meeting.id,
  councilId: meeting.councilId,
  title: meeting.title,
  scheduledAt: meeting.scheduledAt,
  place: meeting.place,
  agenda: meeting.agenda,
  invited: meeting.invited,
  attendance: meeting.attendance,
  presiding: meeting.presiding,
  openedAt: meeting.openedAt,
  quorum: meeting.quorum,
  conclusions: meeting.tasks.map(({ done: _, ...task }) => task),
  summary,
});
