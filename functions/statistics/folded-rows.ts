import * as z from 'zod/mini';
import { outcomes, type RunningDeadline } from '../deadlines/running.ts';
import type { DossierStatus } from '../dossiers/status-table.ts';
import { bands } from '../exemplars/exemplar-year.ts';
import { fundEntryKinds, type Fund } from '../fund/fund.ts';
import { localDate, yearOf, type LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import { lazy } from '../kernel/lazy.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import type { ComplaintType } from '../law/complaint-type.ts';
import { storedDate, storedId } from '../kernel/table/schemas.ts';
import { aged, amount, due, happened, lasting, nothing, together, type Counted } from './contribution.ts';
import { dayOfEvent } from './rows.ts';

/** What a record's own events tell and its present state no longer does. */

/** The status that a step leads to; any other step leaves it as it is. */
const ledTo: Readonly<Record<string, DossierStatus>> = {
  DossierDrafted: 'DRAFT',
  DossierSubmitted: 'SUBMITTED',
  DossierReceived: 'RECEIVED',
  DossierReturned: 'RETURNED',
  NomineesAppraised: 'UNDER_APPRAISAL',
  AppraisalFinished: 'APPRAISED',
  DossierPosted: 'POSTING',
  DossierSentToCouncil: 'COUNCIL',
  DossierDecided: 'DECIDED',
  DossierWithdrawn: 'WITHDRAWN',
  DossierClosed: 'CLOSED_WITHOUT_AWARD',
  StateAwarded: 'DECIDED',
  StateRefused: 'CLOSED_WITHOUT_AWARD',
};

const forwarding = lazy(() => z.object({ addressee: z.optional(z.string()) }));

/** A dossier that goes up inside the system is submitted again there; one to the state level has left. */
const statusAfter = (event: StoredEvent): DossierStatus | undefined =>
  event.name === 'DossierForwarded'
    ? forwarding().parse(event.facts).addressee === undefined
      ? 'SUBMITTED'
      : 'FORWARDED'
    : ledTo[event.name];

const ends: readonly DossierStatus[] = ['DECIDED', 'CLOSED_WITHOUT_AWARD', 'WITHDRAWN'];

/** In each of its states for as long as it was; an end counts on its day. */
export function dossierRows(events: readonly StoredEvent[]): Counted {
  const stays: { readonly status: DossierStatus; readonly from: LocalDate }[] = [];
  for (const event of events) {
    const status = statusAfter(event);
    if (status !== undefined && stays.at(-1)?.status !== status)
      stays.push({ status, from: dayOfEvent(event) });
  }
  return together(
    ...stays.map(({ status, from }, index) =>
      ends.includes(status)
        ? happened('DOSSIER_ENDED', [status], from)
        : aged('DOSSIER', [status], { from, to: stays[index + 1]?.from ?? null }),
    ),
  );
}

const step = lazy(() =>
  z.object({
    run: z.int(),
    state: z.enum(['RUNNING', 'SUSPENDED', 'CLOSED']),
    unitId: storedId('unt'),
    dueOn: storedDate,
    outcome: z.optional(z.enum(outcomes)),
    late: z.optional(z.boolean()),
  }),
);

export type DeadlineRun = { readonly run: number; readonly unitId: Id<'unt'>; readonly counted: Counted };

/** Each run of a deadline, at the unit whose duty it was: how long it waited, and whether it was kept; nothing of one that only some may know of. */
export function deadlineRuns(
  { purpose, restricted }: Pick<RunningDeadline, 'purpose' | 'restricted'>,
  events: readonly StoredEvent[],
): readonly DeadlineRun[] {
  return runsOf(events).map((one) => {
    const { run, unitId, steps } = one;
    const last = steps.at(-1);
    const done = last?.outcome === 'DONE' ? last : undefined;
    const kept = done ? happened('PROCESSED', [purpose, done.late ? 'LATE' : 'ON_TIME'], done.on) : nothing;
    const days = done && steps[0] ? daysBetween(steps[0].on, done.on) : 0;
    const took = done && days > 0 ? amount('PROCESSING_DAYS', [purpose], done.on, days) : nothing;
    const counted = restricted ? nothing : together(waiting('DUE', purpose, one), kept, took);
    return { run, unitId, counted };
  });
}

/** How long a complaint waits for its next step; of denunciations not even the number is told. */
export const complaintRuns = (type: ComplaintType, events: readonly StoredEvent[]): readonly DeadlineRun[] =>
  runsOf(events).map((one) => ({
    run: one.run,
    unitId: one.unitId,
    counted: type === 'DENUNCIATION' ? nothing : waiting('COMPLAINT', type, one),
  }));

type Step = z.output<ReturnType<typeof step>> & { readonly on: LocalDate };

type Run = {
  readonly run: number;
  readonly unitId: Id<'unt'>;
  readonly steps: readonly Step[];
  /** Another began on this day before it was closed; null when none did. */
  readonly replacedOn: LocalDate | null;
};

const waiting = (name: 'DUE' | 'COMPLAINT', of: string, { steps, replacedOn }: Run): Counted =>
  together(
    ...steps.map(({ state, on, dueOn }, index) =>
      state === 'RUNNING'
        ? due(name, [of], { from: on, to: steps[index + 1]?.on ?? replacedOn }, dueOn)
        : nothing,
    ),
  );

function runsOf(events: readonly StoredEvent[]): readonly Run[] {
  const steps = events.map((event) => ({ on: dayOfEvent(event), ...step().parse(event.facts) }));
  return [...new Set(steps.map(({ run }) => run))].flatMap((run) => {
    const own = steps.filter((one) => one.run === run);
    const last = own.at(-1);
    const next = steps.find((one) => one.run > run);
    return last ? [{ run, unitId: last.unitId, steps: own, replacedOn: next?.on ?? null }] : [];
  });
}

const daysBetween = (from: LocalDate, to: LocalDate): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

const approved = lazy(() => z.object({ approved: z.string() }));
const changed = lazy(() => z.object({ before: approved(), after: approved() }));
const entered = lazy(() =>
  z.object({ entry: z.object({ kind: z.enum(fundEntryKinds), amount: z.string(), on: storedDate }) }),
);

/** What was approved for the year and what went in and out, in whole đồng, which a number holds exactly. */
export function fundRows({ year }: Pick<Fund, 'year'>, events: readonly StoredEvent[]): Counted {
  const within = (day: LocalDate): LocalDate => {
    if (yearOf(day) === year) return day;
    return localDate(yearOf(day) < year ? `${year}-01-01` : `${year}-12-31`);
  };
  const moves = events.flatMap((event): readonly [string, LocalDate, number][] => {
    const on = within(dayOfEvent(event));
    switch (event.name) {
      case 'FundOpened':
        return [['APPROVED', on, Number(approved().parse(event.facts).approved)]];
      case 'FundApprovalChanged': {
        const { before, after } = changed().parse(event.facts);
        return [['APPROVED', on, Number(after.approved) - Number(before.approved)]];
      }
      case 'FundEntryRecorded':
      case 'BonusesPaid': {
        const { entry } = entered().parse(event.facts);
        return [[entry.kind, entry.on, Number(entry.amount)]];
      }
      default:
        return [];
    }
  });
  return together(
    { rows: [], listings: [{ kind: 'FLOW', list: 'FUND', day: localDate(`${year}-01-01`) }] },
    ...moves.filter(([, , n]) => n !== 0).map(([kind, on, n]) => amount('FUND', [kind], on, n)),
  );
}

const enrolled = lazy(() => z.object({ enrolled: z.array(storedId('unt')) }));
const moved = lazy(() =>
  z.object({
    unitId: storedId('unt'),
    from: z.enum(bands),
    to: z.enum(bands),
  }),
);

/** The units that begin a year, all of which have introduced nobody. */
export const enrolledRows = (
  year: number,
  event: StoredEvent,
): readonly { readonly unitId: Id<'unt'>; readonly counted: Counted }[] =>
  enrolled()
    .parse(event.facts)
    .enrolled.map((unitId) => ({ unitId, counted: inBand(year, 'NONE', dayOfEvent(event), 1) }));

/** A unit that has come from one band of its year to another; undefined where it stayed in its own. */
export function bandRows(
  year: number,
  event: StoredEvent,
): { readonly unitId: Id<'unt'>; readonly counted: Counted } | undefined {
  if (!('from' in event.facts)) return undefined;
  const { unitId, from, to } = moved().parse(event.facts);
  if (from === to) return undefined;
  const on = dayOfEvent(event);
  return { unitId, counted: together(inBand(year, from, on, -1), inBand(year, to, on, 1)) };
}

const inBand = (year: number, band: string, from: LocalDate, n: 1 | -1): Counted => ({
  rows: lasting('EXEMPLAR_UNIT', [String(year), band], { from, to: null }).rows.map((row) => ({ ...row, n })),
  listings: [],
});
