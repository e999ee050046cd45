import {
  closeDeadline,
  handOnDeadline,
  openDeadline,
  type DeadlineScope,
} from '../deadlines/keep-deadline.ts';
import type { Duty, Outcome, RunningDeadline } from '../deadlines/running.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import type { Write } from '../kernel/table/write.ts';
import type { DayRule } from '../law/day-count.ts';
import type { WorkCalendar } from '../law/work-calendar.ts';
import { laneOf } from './complaint.store.ts';
import { caseLabel, type Complaint, type Due } from './complaint.ts';
import type { ComplaintDeps } from './deps.ts';

/** The two clocks of a complaint: until it is taken up, refused or answered, and from then on until it is resolved. */
export type Clocks = {
  readonly acceptance: RunningDeadline | undefined;
  readonly resolution: RunningDeadline | undefined;
};

/** To be read in one tick with the rest. */
export async function loadClocks(
  { deadlines }: { readonly deadlines: Pick<ComplaintDeps['deadlines'], 'get'> },
  id: Id<'cpl'> | undefined,
): Promise<Clocks> {
  if (!id) return { acceptance: undefined, resolution: undefined };
  const [acceptance, resolution] = await Promise.all([
    deadlines.get(id, 'COMPLAINT_ACCEPTANCE'),
    deadlines.get(id, 'COMPLAINT_RESOLUTION'),
  ]);
  return { acceptance, resolution };
}

export const clocksOf = (deps: Pick<ComplaintDeps, 'deadlines'>, rawId: string): Promise<Clocks> =>
  loadClocks(deps, parseId('cpl', rawId));

/** Its own lists by due day and no other; told to those assigned and to who handles such things at the unit. */
const dutyOf = (one: Complaint): Duty => ({
  unitId: one.handlerUnitId,
  label: caseLabel(one),
  assignees: one.assignees.map(({ userId }) => userId),
  restricted: true,
  lane: laneOf(one) === 'DENUNCIATION' ? 'DENUNCIATION' : 'COMPLAINT',
});

type Start = { readonly rule: DayRule; readonly startOn: LocalDate };

/** Starts a clock, or starts it anew by another rule. */
const started =
  (purpose: 'COMPLAINT_ACCEPTANCE' | 'COMPLAINT_RESOLUTION') =>
  (
    scope: DeadlineScope,
    before: RunningDeadline | undefined,
    one: Complaint,
    start: Start,
    calendar: WorkCalendar,
  ): readonly Write[] =>
    openDeadline(
      scope,
      before,
      { ownerId: one.id, purpose, term: { kind: 'RULE', ...start }, ...dutyOf(one) },
      calendar,
    ).writes;

export const startAcceptance = started('COMPLAINT_ACCEPTANCE');
export const startResolution = started('COMPLAINT_RESOLUTION');

/** Others handle it from now on, by the same days. */
export const handOnClocks = (scope: DeadlineScope, clocks: Clocks, one: Complaint): readonly Write[] =>
  Object.values(clocks).flatMap((clock) => handOnDeadline(scope, clock, dutyOf(one)).writes);

/** Stops whichever clock runs. */
export const stopClocks = (
  scope: DeadlineScope,
  clocks: Clocks,
  on: LocalDate,
  outcome: Outcome,
): readonly Write[] =>
  Object.values(clocks).flatMap((clock) => closeDeadline(scope, clock, on, outcome).writes);

/** A due day as it stands, with the law behind it; null for a clock that never ran. */
export function dueOf(clock: RunningDeadline | undefined): Due | null {
  if (clock?.term.kind !== 'RULE') return null;
  const { citation, status } = clock.term.rule;
  return { on: clock.dueOn, citation, status };
}

/** The one clock that a complaint of this state can have running. */
export async function clockNow(
  { deadlines }: Pick<ComplaintDeps, 'deadlines'>,
  { id, status }: Pick<Complaint, 'id' | 'status'>,
): Promise<RunningDeadline | undefined> {
  const purpose =
    status === 'RECEIVED' || status === 'CLASSIFIED'
      ? 'COMPLAINT_ACCEPTANCE'
      : status === 'ACCEPTED' || status === 'VERIFYING'
        ? 'COMPLAINT_RESOLUTION'
        : null;
  const clock = purpose && (await deadlines.get(id, purpose));
  return clock?.state === 'RUNNING' ? clock : undefined;
}

/** The clock that runs now. */
export const runningOf = ({ acceptance, resolution }: Clocks): RunningDeadline | undefined =>
  [acceptance, resolution].find((clock) => clock?.state === 'RUNNING');

export const isLateOn = (clock: RunningDeadline | undefined, on: LocalDate): boolean =>
  clock?.state === 'RUNNING' && clock.dueOn < on;
