import { instant, today } from '../kernel/clock.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { seatsOn, sits, votersOn } from '../councils/council.ts';
import { changeMeeting, type MeetingDeps, type MeetingInput } from './change-meeting.ts';
import { attends, type Attendance, type Meeting } from './meeting.ts';
import { quorumOf } from './quorum.ts';

export type RecordAttendanceInput = MeetingInput & { readonly attendance: readonly Attendance[] };

/** Says who is there; seats that aren't named keep what was said of them. Codes: those of a change, COUNCIL_SEAT_NOT_HELD, DUPLICATE. */
export const recordAttendance = (deps: MeetingDeps, input: RecordAttendanceInput): Promise<Result<Meeting>> =>
  changeMeeting(deps, input, {
    action: 'recordAttendance',
    apply: ({ meeting, council, viewer }) => {
      const held = seatsOn(council, viewer.on).map((seat) => seat.number);
      const seats = input.attendance.map((one) => one.seat);
      const refusals: Refusal[] = seats.flatMap((seat, i) => {
        if (seats.indexOf(seat) < i) return [refusal('DUPLICATE', `attendance.${i}.seat`)];
        return held.includes(seat)
          ? []
          : [refusal('COUNCIL_SEAT_NOT_HELD', `attendance.${i}.seat`, { seat })];
      });
      if (refusals.length > 0) return refuse(...refusals);
      const kept = meeting.attendance.filter((one) => !seats.includes(one.seat));
      const attendance = [...kept, ...input.attendance.map(({ seat, mode }) => ({ seat, mode }))].sort(
        (a, b) => a.seat - b.seat,
      );
      return accept({ patch: { attendance }, event: 'AttendanceRecorded', facts: { attendance } });
    },
  });

export type OpenMeetingInput = MeetingInput & {
  readonly presidingSeat: number;
  /** The dossiers of the agenda, named again so that the rules for their awards are asked. */
  readonly dossierIds: readonly string[];
};

/** Opens the session when enough members are there. Codes: those of a change, COUNCIL_SEAT_NOT_HELD, INVALID_VALUE, MEETING_NO_QUORUM. */
export const openMeeting = (deps: MeetingDeps, input: OpenMeetingInput): Promise<Result<Meeting>> =>
  changeMeeting(deps, input, {
    action: 'open',
    dossierIds: input.dossierIds,
    apply: ({ meeting, council, dossiers, viewer, local }) => {
      const on = viewer.on;
      const here = meeting.attendance.filter(attends).map((one) => one.seat);
      const voters = votersOn(council, on).map((seat) => seat.number);
      const business = dossiers.flatMap((one) =>
        Object.keys(one.counters.approved).map((awardCode) => ({ awardCode, type: one.type })),
      );
      const counted = {
        present: here.filter((seat) => voters.includes(seat)).length,
        members: voters.length,
      };
      const quorum = quorumOf(business, counted, { on, local });
      const refusals: Refusal[] = [];
      if (!sits(council, on)) refusals.push(refusal('MEETING_COUNCIL_OUT_OF_TERM', 'meetingId'));
      if (meeting.agenda.join() !== dossiers.map((one) => one.id).join())
        refusals.push(refusal('INVALID_VALUE', 'dossierIds', { expected: 'các hồ sơ trong chương trình' }));
      if (!here.includes(input.presidingSeat))
        refusals.push(refusal('COUNCIL_SEAT_NOT_HELD', 'presidingSeat', { seat: input.presidingSeat }));
      if (!quorum?.met)
        refusals.push({
          ...refusal('MEETING_NO_QUORUM', 'meetingId', { ...counted, needed: quorum?.needed ?? 0 }),
          ...(quorum && { citation: quorum.citation }),
        });
      if (!quorum || refusals.length > 0) return refuse(...refusals);
      return accept({
        patch: {
          status: 'OPEN',
          presiding: input.presidingSeat,
          openedAt: instant(deps.clock),
          quorum,
        },
        event: 'MeetingOpened',
        facts: { on: today(deps.clock), quorum, presiding: input.presidingSeat },
      });
    },
  });
