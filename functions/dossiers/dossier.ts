import type { EvaluationAsked, SubmittedLaw } from '../eligibility/recorded-verdict.ts';
import type { HeldSeats } from '../quotas/quota.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { CommendationType } from '../law/commendation-type.ts';
import type { Component } from '../law/component.ts';
import type { Deadline } from '../law/deadline.ts';
import type { RouteTerms } from './route.ts';
import type { DossierStatus } from './status-table.ts';

/** A file as it was when it was attached: its bytes can't change, so neither can these. */
export type DossierFile = {
  readonly attachmentId: Id<'att'>;
  readonly component: Component;
  readonly fileName: string;
  readonly size: number;
  readonly sha256: string;
  readonly contentType: string;
  /** The first revision that it was meant for; in or before the last submitted one, it belongs to that for good. */
  readonly addedIn: number;
};

/** The round that the dossier is for, and whose people may see it there. */
export type RoundLink = { readonly id: Id<'rnd'>; readonly hostUnitId: Id<'unt'> };

export type Counters = {
  /** Nominees still in play at this stage. */
  readonly nominees: number;
  readonly perAward: Readonly<Record<string, number>>;
  /** Nominees of the dossier that have an achievement report. */
  readonly reports: number;
  /** With a verdict to approve or reject at this stage; a question isn't one. */
  readonly appraised: number;
  /** With a verdict that a second person agreed to. */
  readonly confirmed: number;
  /** Confirmed to be approved, per award. */
  readonly approved: Readonly<Record<string, number>>;
};

export type LateMark = { readonly grantedBy: string; readonly reason: string };

export type Submission = {
  readonly at: string;
  readonly by: Id<'usr'>;
  /** The round that it went into. */
  readonly roundId: Id<'rnd'> | null;
  readonly late: LateMark | null;
  /** By which law its nominees are judged, and why; null for what was submitted before any law was held. */
  readonly law: SubmittedLaw | null;
  /** Numbers of the versions of the province's own rules that it rests on. */
  readonly localRules: readonly number[];
  /** Seats of its unit's quotas that it took; given back when it is returned or ends without them. */
  readonly seats: HeldSeats | null;
};

/** A receipt slip. The deadline is null where the law we know sets none for the receiving unit. */
export type Receipt = {
  readonly number: string;
  readonly receivedOn: LocalDate;
  readonly deadline: Deadline | null;
};

/** One thing to mend: where in the dossier, and why. */
export type ReturnReason = { readonly path: readonly string[]; readonly reason: string };

export type Handling = { readonly unitId: Id<'unt'>; readonly stage: number; readonly on: LocalDate };

/** Where a dossier left the system to. */
export type Forwarding = {
  readonly addressee: 'PRIME_MINISTER' | 'PRESIDENT';
  readonly letterNumber: string;
  readonly on: LocalDate;
};

/** The notice by which the list is before the public, or was. */
export type PostingMark = { readonly id: Id<'pst'>; readonly closedOn: LocalDate | null };

/** What the council concluded: the record that says so, and the day. */
export type CouncilMark = { readonly reference: string; readonly concludedOn: LocalDate };

/** How many agencies were asked, and how many have neither answered nor let the days of law run out. */
export type Consulted = { readonly asked: number; readonly open: number };

/** How the author was told of the result. */
export type ResultNotice = {
  readonly documentNumber: string;
  readonly text: string;
  readonly sentOn: LocalDate;
};

/** The root of the aggregate: all that a decision needs, so that one read suffices. */
export type Dossier = {
  readonly id: Id<'dos'>;
  readonly authorUnitId: Id<'unt'>;
  /** Name of the author and the units above it, on the day the draft was begun. */
  readonly authorName: string;
  readonly authorPath: readonly string[];
  readonly createdBy: Id<'usr'>;
  readonly title: string;
  readonly type: CommendationType;
  readonly campaignId: Id<'cmp'> | null;
  readonly round: RoundLink | null;
  readonly status: DossierStatus;
  readonly handlerUnitId: Id<'unt'> | null;
  /** 0 before the first submission; 1 at the first handler, one more at each forward inside the system. */
  readonly stage: number;
  /** Number of the last submitted revision; 0 before the first. */
  readonly revision: number;
  readonly files: readonly DossierFile[];
  readonly counters: Counters;
  /** Nominees of the whole dossier, also those whom a lower stage turned down. */
  readonly totalNominees: number;
  readonly totalPerAward: Readonly<Record<string, number>>;
  readonly submission: Submission | null;
  /** Which judgement of all nominees was asked last; null before the first. */
  readonly evaluation: EvaluationAsked | null;
  readonly submitters: readonly Id<'usr'>[];
  readonly receipt: Receipt | null;
  readonly returnReasons: readonly ReturnReason[];
  readonly trail: readonly Handling[];
  readonly forwarding: Forwarding | null;
  /** Cases of the simple procedure that the author claims; empty for the regular one. */
  readonly simpleCases: readonly string[];
  /** The steps ahead, fixed when the appraisal of this stage ended. */
  readonly route: RouteTerms | null;
  readonly posting: PostingMark | null;
  readonly council: CouncilMark | null;
  /** Agencies whose opinion was asked for at this stage. */
  readonly consulted: Consulted;
  /** The day on which the Party's Standing Committee answered for the whole list. */
  readonly partyOpinionOn: LocalDate | null;
  /** Nominees with an accusation or objection that nobody has resolved. */
  readonly suspended: number;
  /** Inspections with a finding about the dossier itself that still stands. */
  readonly heldBy: readonly Id<'ins'>[];
  readonly decisionId: Id<'dec'> | null;
  readonly resultNotice: ResultNotice | null;
  readonly closingReason: string | null;
  readonly version: number;
};

export const maxNominees = 10_000;
export const maxFiles = 50;
export const maxReport = 60_000;

/** A stage that begins anew owes nothing to the one before. */
export const offRoute = {
  route: null,
  posting: null,
  council: null,
  consulted: { asked: 0, open: 0 },
  partyOpinionOn: null,
} as const;

export const noCounters: Counters = {
  nominees: 0,
  perAward: {},
  reports: 0,
  appraised: 0,
  confirmed: 0,
  approved: {},
};

export const total = (perAward: Readonly<Record<string, number>>): number =>
  Object.values(perAward).reduce((sum, n) => sum + n, 0);

/** Counts moved by `step` for each code; a code that nobody holds is left out. */
export function tally(
  counts: Readonly<Record<string, number>>,
  codes: readonly string[],
  step: 1 | -1,
): Readonly<Record<string, number>> {
  const after = new Map(Object.entries(counts));
  for (const code of codes) after.set(code, (after.get(code) ?? 0) + step);
  return Object.fromEntries([...after].filter(([, n]) => n > 0).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A draft or a returned dossier shows the work for the revision that comes next. */
export const nextRevision = (dossier: Dossier): number => dossier.revision + 1;

export const wasSubmitted = (dossier: Dossier): boolean => dossier.revision > 0;
