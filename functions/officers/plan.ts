import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';

export const workPlanStatuses = ['ISSUED', 'CLOSED'] as const;
export type WorkPlanStatus = (typeof workPlanStatuses)[number];

/** A plan as it was issued, such as Plan 08/KH-UBND; its tasks are records of their own. */
export type WorkPlan = {
  readonly id: Id<'wpl'>;
  readonly hostUnitId: Id<'unt'>;
  readonly year: number;
  readonly title: string;
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly signerName: string;
  readonly fileIds: readonly Id<'att'>[];
  /** How many tasks were ever assigned; the last one's number. */
  readonly tasks: number;
  readonly closingNote: string | null;
  readonly status: WorkPlanStatus;
  readonly version: number;
};

export const planTaskStatuses = ['OPEN', 'DONE', 'CANCELLED'] as const;
export type PlanTaskStatus = (typeof planTaskStatuses)[number];

/** Open ones by due day: what a unit was given, or what it gave as a host. */
export const taskLists = ['UNIT_OPEN', 'UNIT_LATE', 'HOST_OPEN', 'HOST_LATE'] as const;

/** A named day, or so many working days, which holidays stretch. */
export type TaskTerm =
  | { readonly kind: 'DAY'; readonly dueOn: LocalDate }
  | { readonly kind: 'WORKING_DAYS'; readonly days: number };

export type TaskReport = {
  readonly percent: number;
  readonly note: string;
  readonly evidenceIds: readonly Id<'att'>[];
  readonly by: Id<'usr'>;
  readonly at: string;
};

/** What a plan asks of one unit, with the one head who answers for it. */
export type PlanTask = {
  readonly id: Id<'ptk'>;
  readonly planId: Id<'wpl'>;
  readonly planNumber: string;
  readonly number: number;
  readonly hostUnitId: Id<'unt'>;
  readonly unitId: Id<'unt'>;
  readonly text: string;
  readonly headId: Id<'usr'>;
  readonly headName: string;
  readonly headPosition: string;
  readonly term: TaskTerm;
  readonly startOn: LocalDate;
  /** The last day, as the calendar has it; it follows the deadline when that moves. */
  readonly dueOn: LocalDate;
  readonly reports: readonly TaskReport[];
  readonly progress: number;
  readonly doneOn: LocalDate | null;
  /** Why the term, the head or the state was last changed by the host. */
  readonly remark: string | null;
  readonly status: PlanTaskStatus;
  readonly version: number;
};

export const maxPlanFiles = 10;
export const maxPlanTasks = 500;
export const maxReports = 60;
export const maxEvidence = 20;
export const maxTermDays = 500;

/** A due day counts to its end. */
export const isLate = ({ status, dueOn, doneOn }: PlanTask, on: LocalDate): boolean =>
  status === 'OPEN' ? dueOn < on : status === 'DONE' && doneOn !== null && dueOn < doneOn;
