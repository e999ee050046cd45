import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { CommendationType } from '../law/commendation-type.ts';
import type { Threshold } from '../law/fraction.ts';
import type { Choice } from './client/format.ts';

/** Sealed ballots over the API; paper ballots counted by tellers; hands, where the law asks for no ballot. */
export const ballotModes = ['ELECTRONIC', 'PAPER', 'SHOW_OF_HANDS'] as const;
export type BallotMode = (typeof ballotModes)[number];

/**
 * DRAFT: conflicts are being settled · OPENING: the roll is fixed, keys are being made · OPEN: members vote · CLOSING:
 * the box is being counted · COUNTED: tellers check and sign · FINAL: two signed · ANNULLED: nothing of it counts.
 */
export const ballotStatuses = [
  'DRAFT',
  'OPENING',
  'OPEN',
  'CLOSING',
  'COUNTED',
  'FINAL',
  'ANNULLED',
] as const;
export type BallotStatus = (typeof ballotStatuses)[number];

/** A nominee as put to the vote; a ballot knows nominees by their place in its list. */
export type BallotNominee = {
  readonly nomineeId: Id<'nom'>;
  readonly dossierId: Id<'dos'>;
  readonly name: string;
  readonly unitId: Id<'unt'>;
  readonly unitName: string;
  readonly awardCode: string;
  readonly type: CommendationType;
};

/** A dossier as it was when it was put to the vote. */
export type BallotDossier = { readonly id: Id<'dos'>; readonly stage: number; readonly revision: number };

export type TellerSignature = {
  readonly seat: number;
  readonly userId: Id<'usr'>;
  readonly name: string;
  readonly at: string;
};

/** A sheet in short: its nominees are some of those on whom the same members vote. */
export type SheetHead = { readonly sheetId: string; readonly nominees: number; readonly seats: number };

/** Share of votes that the province asks for an award, and its act. */
export type LocalThreshold = {
  readonly awardCode: string;
  readonly threshold: Threshold;
  readonly citation: string;
};

/** A vote of a council on the nominees of some dossiers (bỏ phiếu, biểu quyết). */
export type Ballot = {
  readonly id: Id<'bal'>;
  readonly meetingId: Id<'mtg'>;
  readonly councilId: Id<'cnl'>;
  readonly unitId: Id<'unt'>;
  readonly mode: BallotMode;
  readonly status: BallotStatus;
  readonly dossiers: readonly BallotDossier[];
  readonly nominees: number;
  /** Seats of the counting committee (ban kiểm phiếu). */
  readonly tellers: readonly number[];
  /** Fixed at the opening: the day whose law counts, all voting members, and those who are there. */
  readonly openedOn: LocalDate | null;
  readonly members: readonly number[];
  readonly roll: readonly number[];
  readonly sheets: readonly SheetHead[];
  /** Fixed at the opening too: a rule that the province adopts or ends later doesn't change this vote. */
  readonly localThresholds: readonly LocalThreshold[];
  readonly signatures: readonly TellerSignature[];
  /** Hash of the counting minutes that the signatures are on. */
  readonly countHash: string | null;
  /** Dossiers to which the result has been carried. */
  readonly concluded: readonly Id<'dos'>[];
  readonly annulReason: string | null;
  readonly version: number;
};

/** Part of the list with a roll of its own; `nominees` are places in the list. */
export type Sheet = {
  readonly sheetId: string;
  readonly nominees: readonly number[];
  readonly seats: readonly number[];
  readonly recused: readonly number[];
  /** Public keys, once made; null on paper. */
  readonly keys: { readonly credentialKey: string; readonly sealingKey: string } | null;
};

export const conflictGrounds = ['SELF', 'UNIT', 'RELATIVE', 'PROPOSER', 'APPRAISER', 'DECLARED'] as const;
export type ConflictGround = (typeof conflictGrounds)[number];

/** What members declared and the chair waived; `nominees` are places in the list. */
export type ConflictRecord = {
  readonly declared: readonly {
    readonly seat: number;
    readonly nominees: readonly number[];
    readonly reason: string;
  }[];
  readonly waivers: readonly {
    readonly seat: number;
    readonly nominees: readonly number[];
    readonly reason: string;
    readonly by: Id<'usr'>;
    readonly at: string;
  }[];
};

/** An absent member's opinion in writing: not secret. One choice for each place of the list; null where recused. */
export type WrittenOpinion = {
  readonly seat: number;
  readonly choices: readonly (Choice | null)[];
  readonly recordedBy: Id<'usr'>;
  readonly at: string;
};

export type Tally = { readonly for: number; readonly against: number; readonly abstain: number };

/** What came out of the box of one sheet; `issued` is counted on the roll, by another function. */
export type SheetCount = {
  readonly sheetId: string;
  readonly returned: number;
  readonly invalid: number;
  /** For each nominee of the sheet, in its order. */
  readonly tallies: readonly Tally[];
};

/** As many as a dossier may list. */
export const maxBallotNominees = 10_000;
export const maxBallotDossiers = 40;
/** The count of a sheet is one item of at most 400 KB: sixty members with a choice on each of these. */
export const maxSheetNominees = 500;
/** Sheets and dossiers that one transaction opens a vote with; each is a write. */
export const maxSheetsAndDossiers = 90;
/** Below this many voters a secret ballot hides little; it is said, and left to the council. */
export const fewVoters = 5;

export const tallyOf = (chosen: readonly (Choice | null)[]): Tally => ({
  for: chosen.filter((one) => one === 'FOR').length,
  against: chosen.filter((one) => one === 'AGAINST').length,
  abstain: chosen.filter((one) => one === 'ABSTAIN').length,
});
