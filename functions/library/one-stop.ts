import type { RunningDeadline } from '../deadlines/running.ts';
import type { Dossier } from '../dossiers/dossier.ts';
import type { DossierStatus } from '../dossiers/status-table.ts';
import type { LocalDate } from '../kernel/dates.ts';

export const oneStopStates = ['RECEIVED', 'IN_WORK', 'SUPPLEMENT', 'DONE', 'WITHDRAWN'] as const;
export type OneStopState = (typeof oneStopStates)[number];

export const timings = ['EARLY', 'ON_TIME', 'LATE'] as const;
export type Timing = (typeof timings)[number];

/** A dossier as a one-stop centre (một cửa) shows it. */
export type OneStop = {
  readonly dossier: Dossier;
  readonly state: OneStopState;
  readonly receiptNumber: string;
  readonly receivedOn: LocalDate;
  /** Null where the law we know sets no time. */
  readonly dueOn: LocalDate | null;
  readonly finishedOn: LocalDate | null;
  /** Null while it is within its time, or has none. */
  readonly timing: Timing | null;
};

/** A draft and what was sent anew have no receipt, and so no place here. */
const states: Readonly<Record<DossierStatus, OneStopState>> = {
  DRAFT: 'SUPPLEMENT',
  SUBMITTED: 'SUPPLEMENT',
  RECEIVED: 'RECEIVED',
  RETURNED: 'SUPPLEMENT',
  UNDER_APPRAISAL: 'IN_WORK',
  APPRAISED: 'IN_WORK',
  POSTING: 'IN_WORK',
  COUNCIL: 'IN_WORK',
  DECIDED: 'DONE',
  FORWARDED: 'DONE',
  CLOSED_WITHOUT_AWARD: 'DONE',
  WITHDRAWN: 'WITHDRAWN',
};

/** Undefined before a unit has given a receipt. */
export function oneStopOf(
  dossier: Dossier,
  deadline: RunningDeadline | null,
  on: LocalDate,
): OneStop | undefined {
  const { receipt } = dossier;
  if (!receipt) return undefined;
  const state = states[dossier.status];
  const dueOn = deadline?.dueOn ?? receipt.deadline?.dueOn ?? null;
  const finishedOn = state === 'DONE' ? (deadline?.closing?.on ?? null) : null;
  return {
    dossier,
    state,
    receiptNumber: receipt.number,
    receivedOn: receipt.receivedOn,
    dueOn,
    finishedOn,
    timing: dueOn === null ? null : timingOf(state, dueOn, finishedOn ?? on),
  };
}

/** Time stands still while a supplement is awaited; what goes on is late or not yet anything. */
function timingOf(state: OneStopState, dueOn: LocalDate, on: LocalDate): Timing | null {
  if (state === 'DONE') return on < dueOn ? 'EARLY' : on === dueOn ? 'ON_TIME' : 'LATE';
  return state !== 'SUPPLEMENT' && state !== 'WITHDRAWN' && on > dueOn ? 'LATE' : null;
}
