import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { DayRule } from '../law/day-count.ts';
import { dueDate, type Deadline, type Suspension } from '../law/deadline.ts';
import type { WorkCalendar } from '../law/work-calendar.ts';
import type { DutyLane, Purpose } from './purpose.ts';

export const runningStates = ['RUNNING', 'SUSPENDED', 'CLOSED'] as const;
export type RunningState = (typeof runningStates)[number];

/** DONE: what was due has been done; CANCELLED: it is no longer asked for. */
export const outcomes = ['DONE', 'CANCELLED'] as const;
export type Outcome = (typeof outcomes)[number];

/** A rule of law that is counted by the calendar, or a day that somebody named and no holiday moves. */
export type Term =
  | { readonly kind: 'RULE'; readonly rule: DayRule; readonly startOn: LocalDate }
  | { readonly kind: 'DAY'; readonly startOn: LocalDate; readonly dueOn: LocalDate };

/** Who must act by the due day, and who hears of it. */
export type Duty = {
  readonly unitId: Id<'unt'>;
  /** A line for lists and notices, such as a file number; nothing confidential. */
  readonly label: string;
  /** People named in person; empty for a duty of the unit's officers and appraisers. */
  readonly assignees: readonly Id<'usr'>[];
  /** In no list but that of its lane, and told to nobody but the assignees and those who handle its lane. */
  readonly restricted: boolean;
  readonly lane: DutyLane | null;
};

export type Pause = { readonly from: LocalDate; readonly to: LocalDate | null; readonly reason: string };

/** One aggregate's time limit for one purpose. A later opening is a new run of the same record. */
export type RunningDeadline = Duty & {
  readonly ownerId: string;
  readonly purpose: Purpose;
  readonly run: number;
  readonly term: Term;
  readonly state: RunningState;
  readonly pauses: readonly Pause[];
  /** Last day; while suspended, as it stood when the suspension began. */
  readonly dueOn: LocalDate;
  /** The version of the working calendar by which the due day was counted. */
  readonly calendarVersion: number;
  readonly closing: { readonly on: LocalDate; readonly outcome: Outcome; readonly late: boolean } | null;
  readonly version: number;
};

export type Opening = Duty & {
  readonly ownerId: string;
  readonly purpose: Purpose;
  readonly term: Term;
};

export function opened(
  before: RunningDeadline | undefined,
  opening: Opening,
  calendar: WorkCalendar,
): RunningDeadline {
  const { ownerId, purpose, term, unitId, label, assignees, restricted, lane } = opening;
  return {
    ...{ ownerId, purpose, term, unitId, label, assignees, restricted, lane },
    run: (before?.run ?? 0) + 1,
    state: 'RUNNING',
    pauses: [],
    dueOn: dueOf(term, [], calendar),
    calendarVersion: calendar.version,
    closing: null,
    version: (before?.version ?? 0) + 1,
  };
}

/** Undefined, as all the following, where the state leaves nothing to change. */
export const suspended = (
  deadline: RunningDeadline,
  on: LocalDate,
  reason: string,
): RunningDeadline | undefined =>
  deadline.state === 'RUNNING' && deadline.term.kind === 'RULE'
    ? stepped(deadline, {
        state: 'SUSPENDED',
        pauses: [...deadline.pauses, { from: on, to: null, reason }],
      })
    : undefined;

export function resumed(
  deadline: RunningDeadline,
  on: LocalDate,
  calendar: WorkCalendar,
): RunningDeadline | undefined {
  if (deadline.state !== 'SUSPENDED') return undefined;
  const pauses = deadline.pauses.map((pause) => (pause.to === null ? { ...pause, to: on } : pause));
  const dueOn = dueOf(deadline.term, pauses, calendar);
  return stepped(deadline, { state: 'RUNNING', pauses, dueOn, calendarVersion: calendar.version });
}

/** Others are to act, by the same day. */
export const handedOn = (deadline: RunningDeadline, duty: Partial<Duty>): RunningDeadline | undefined =>
  deadline.state === 'CLOSED' ? undefined : stepped(deadline, duty);

export const closed = (
  deadline: RunningDeadline,
  on: LocalDate,
  outcome: Outcome,
): RunningDeadline | undefined =>
  deadline.state === 'CLOSED'
    ? undefined
    : stepped(deadline, {
        state: 'CLOSED',
        closing: { on, outcome, late: deadline.state === 'RUNNING' && on > deadline.dueOn },
      });

/** An open deadline as a newer calendar counts it; its version grows only when its due day moves. */
export function recounted(deadline: RunningDeadline, calendar: WorkCalendar): RunningDeadline | undefined {
  if (deadline.state !== 'RUNNING' || deadline.calendarVersion >= calendar.version) return undefined;
  const dueOn = dueOf(deadline.term, deadline.pauses, calendar);
  const counted = { ...deadline, dueOn, calendarVersion: calendar.version };
  return dueOn === deadline.dueOn ? counted : { ...counted, version: deadline.version + 1 };
}

/** The working by the calendar of the deadline's own version; undefined for a named day. */
export function workingOf(deadline: RunningDeadline, calendar: WorkCalendar): Deadline | undefined {
  const { term, pauses, dueOn } = deadline;
  if (term.kind === 'DAY') return undefined;
  const working = dueDate(calendar, term.rule, term.startOn, ended(pauses));
  const pause = pauses.find(({ to }) => to === null);
  return pause
    ? { ...working, dueOn, steps: working.steps.filter((step) => step.on <= pause.from) }
    : working;
}

const stepped = (deadline: RunningDeadline, patch: Partial<RunningDeadline>): RunningDeadline => ({
  ...deadline,
  ...patch,
  version: deadline.version + 1,
});

const dueOf = (term: Term, pauses: readonly Pause[], calendar: WorkCalendar): LocalDate =>
  term.kind === 'DAY' ? term.dueOn : dueDate(calendar, term.rule, term.startOn, ended(pauses)).dueOn;

const ended = (pauses: readonly Pause[]): readonly Suspension[] =>
  pauses.flatMap(({ from, to }) => (to === null ? [] : [{ from, to }]));
