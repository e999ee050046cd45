import { createHash } from 'node:crypto';
import { instant, today } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { checkText, refusalsOf, requireLine, requireText } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { ownSeat } from '../councils/council.policy.ts';
import {
  changeMeeting,
  type MeetingDeps,
  type MeetingGround,
  type MeetingInput,
  type MeetingStep,
} from './change-meeting.ts';
import { managesMeetings } from './meeting.policy.ts';
import { certified, checkVotes, maxTasks, type Meeting, type Signature, type Task } from './meeting.ts';

export type RecordConclusionInput = MeetingInput & {
  readonly text: string;
  readonly ownerName: string;
  readonly ownerUserId?: string | null | undefined;
  readonly ownerUnitId?: string | null | undefined;
  readonly dueOn: LocalDate;
};

/** Writes down a conclusion as a task with an owner and a due date. Codes: those of a change, REQUIRED, TOO_LONG, TOO_MANY, NOT_FOUND, INVALID_VALUE. */
export const recordConclusion = (deps: MeetingDeps, input: RecordConclusionInput): Promise<Result<Meeting>> =>
  changeMeeting(deps, input, {
    action: 'conclude',
    apply: (ground) => {
      const task = checkTask(ground, input);
      if (!task.ok) return task;
      return accept({
        patch: { tasks: [...ground.meeting.tasks, task.value] },
        event: 'ConclusionRecorded',
        facts: { number: task.value.number, dueOn: task.value.dueOn },
      });
    },
  });

function checkTask({ meeting, viewer }: MeetingGround, input: RecordConclusionInput): Result<Task> {
  const text = requireText('text', input.text, 2000);
  const owner = checkOwner(input, viewer.registry);
  const refusals: Refusal[] = [...refusalsOf(text, owner)];
  if (meeting.minutes) refusals.push(refusal('WRONG_STATE', 'meetingId', { status: 'SIGNED' }));
  if (meeting.tasks.length >= maxTasks) refusals.push(refusal('TOO_MANY', 'text', { limit: maxTasks }));
  if (input.dueOn < viewer.on)
    refusals.push(refusal('INVALID_VALUE', 'dueOn', { expected: `từ ${viewer.on}` }));
  if (!text.ok || !owner.ok || refusals.length > 0) return refuse(...refusals);
  const number = meeting.tasks.length + 1;
  return accept({ number, text: text.value, ...owner.value, dueOn: input.dueOn, done: null });
}

function checkOwner(
  input: RecordConclusionInput,
  registry: UnitRegistry,
): Result<Pick<Task, 'ownerName' | 'ownerUserId' | 'ownerUnitId'>> {
  const ownerName = requireLine('ownerName', input.ownerName, 200);
  const ownerUserId = input.ownerUserId == null ? null : parseId('usr', input.ownerUserId);
  const ownerUnitId = input.ownerUnitId == null ? null : parseId('unt', input.ownerUnitId);
  const known = ownerUnitId == null || registry.get(ownerUnitId) !== undefined;
  if (ownerName.ok && ownerUserId !== undefined && ownerUnitId !== undefined && known)
    return accept({ ownerName: ownerName.value, ownerUserId, ownerUnitId });
  return refuse(
    ...refusalsOf(ownerName),
    ...(ownerUserId === undefined ? [refusal('NOT_FOUND', 'ownerUserId')] : []),
    ...(ownerUnitId === undefined || !known ? [refusal('NOT_FOUND', 'ownerUnitId')] : []),
  );
}

export type CompleteTaskInput = MeetingInput & { readonly number: number; readonly note: string };

/** Reports a task as done: its owner, or who manages meetings. Codes: those of a change, NOT_FOUND, TOO_LONG. */
export const completeTask = (deps: MeetingDeps, input: CompleteTaskInput): Promise<Result<Meeting>> =>
  changeMeeting(deps, input, {
    action: 'completeTask',
    by: ({ meeting, council, viewer, actor }) =>
      managesMeetings(council, viewer) ||
      meeting.tasks.some((task) => task.number === input.number && task.ownerUserId === actor.userId),
    apply: ({ meeting, actor }) => {
      const note = checkText('note', input.note, 2000);
      const open = meeting.tasks.some((task) => task.number === input.number && task.done === null);
      if (!note.ok || !open)
        return refuse(...refusalsOf(note), ...(open ? [] : [refusal('NOT_FOUND', 'number')]));
      const done = { on: today(deps.clock), by: actor.userId, note: note.value };
      return accept({
        patch: {
          tasks: meeting.tasks.map((task) => (task.number === input.number ? { ...task, done } : task)),
        },
        event: 'TaskCompleted',
        facts: { number: input.number },
      });
    },
  });

export type SignMinutesInput = MeetingInput & {
  /** What was said; the first who signs writes it, the second signs exactly that. */
  readonly summary?: string | null | undefined;
  /** Hash of the minutes as the second person read them. */
  readonly hash?: string | null | undefined;
};

/**
 * Signs the minutes: who presides and the secretary, in either order; with both signatures the meeting is closed and its
 * record fixed. What was put to the vote must be counted or called off first. Codes: those of a change, REQUIRED, TOO_LONG,
 * DUPLICATE, INVALID_VALUE, MEETING_NOT_SIGNATORY, MEETING_VOTE_UNFINISHED.
 */
export const signMinutes = (deps: MeetingDeps, input: SignMinutesInput): Promise<Result<Meeting>> =>
  changeMeeting(deps, input, {
    action: 'sign',
    by: () => true,
    apply: (ground) => {
      const seat = signingSeat(ground);
      if (!seat) return refuse(refusal('MEETING_NOT_SIGNATORY', 'meetingId'));
      const { meeting, actor } = ground;
      const waiting = checkVotes(ground.unfinishedVotes);
      if (waiting.length > 0) return refuse(...waiting);
      const signature = { seat: seat.number, userId: actor.userId, name: seat.name, at: instant(deps.clock) };
      const step = meeting.minutes ? second(meeting, input, signature) : first(meeting, input, signature);
      return step.ok ? accept({ ...step.value, writes: [deps.meetings.noVote(meeting.id)] }) : step;
    },
  });

function signingSeat({ meeting, council, viewer }: MeetingGround) {
  const own = ownSeat(council, viewer);
  return own && (own.number === meeting.presiding || own.role === 'SECRETARY') ? own : undefined;
}

function first(meeting: Meeting, input: SignMinutesInput, signature: Signature): Result<MeetingStep> {
  const summary = requireText('summary', input.summary ?? '', 20_000);
  if (!summary.ok) return summary;
  const minutes = {
    summary: summary.value,
    hash: minutesHash(meeting, summary.value),
    signatures: [signature],
  };
  const facts = { hash: minutes.hash, seat: signature.seat };
  return accept({ patch: { minutes }, event: 'MinutesSigned', facts });
}

function second(meeting: Meeting, input: SignMinutesInput, signature: Signature): Result<MeetingStep> {
  const { minutes } = meeting;
  if (!minutes || minutes.signatures.some((one) => one.seat === signature.seat))
    return refuse(refusal('DUPLICATE', 'meetingId'));
  if (input.hash !== minutes.hash || minutesHash(meeting, minutes.summary) !== minutes.hash)
    return refuse(refusal('INVALID_VALUE', 'hash', { expected: minutes.hash }));
  return accept({
    patch: {
      status: 'CLOSED',
      minutes: { ...minutes, signatures: [...minutes.signatures, signature] },
    },
    event: 'MeetingClosed',
    facts: { hash: minutes.hash, seat: signature.seat },
  });
}

/** SHA-256, base64url, of the meeting's record with these minutes. */
export const minutesHash = (meeting: Meeting, summary: string): string =>
  createHash('sha256')
    .update(JSON.stringify(certified(meeting, summary)))
    .digest('base64url');
