import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { AchievementYear } from '../law/achievement-year.ts';
import type { PositionGroup } from '../law/service-book.ts';
import type { RecordImport } from './import/import.ts';
import type {
  Attestation,
  Completion,
  Discipline,
  HeldAward,
  Initiative,
  Proceeding,
  Staffing,
} from '../law/eligibility/records.ts';

/** What is handled here and concerns subjects: a complaint or denunciation, an inspection. */
export type CaseId = Id<'cpl'> | Id<'ins'>;

export const historiesOf = ['AWARDS', 'INITIATIVES', 'POSITIONS'] as const;
export type HistoryOf = (typeof historiesOf)[number];

/** What one record says, by kind. The evaluator's facts, and beside them what a person checks against the paper. */
export type Content =
  | ({ readonly is: 'AWARD'; readonly achievement: string | null } & Omit<HeldAward, 'id' | 'inheritedFrom'>)
  | ({ readonly is: 'COMPLETION'; readonly note: string | null } & Omit<Completion, 'id' | 'inheritedFrom'>)
  | ({
      readonly is: 'INITIATIVE';
      readonly initiativeId: Id<'ini'>;
      readonly decisionNumber: string;
      readonly issuer: string;
    } & Omit<Initiative, 'id'>)
  | ({ readonly is: 'STAFFING' } & Omit<Staffing, 'id'>)
  | ({ readonly is: 'ATTESTATION'; readonly by: string; readonly note: string | null } & Omit<
      Attestation,
      'id'
    >)
  /** From which calendar year on all awards, all initiatives or all positions are on record; null when from the beginning. */
  | {
      readonly is: 'HISTORY_EXTENT';
      readonly of: HistoryOf;
      readonly knownFrom: number | null;
      readonly note: string | null;
    }
  /** A body that keeps disciplines and proceedings has answered; what it answered is entered as these. */
  | {
      readonly is: 'CONDUCT_CHECK';
      readonly body: string;
      readonly asOf: LocalDate;
      readonly reference: string | null;
    }
  /** A position held from a day on; `to` is its last day, null while it is held. */
  | {
      readonly is: 'POSITION';
      readonly title: string;
      readonly group: PositionGroup;
      readonly from: LocalDate;
      readonly to: LocalDate | null;
      readonly decisionNumber: string | null;
    }
  | ({ readonly is: 'DISCIPLINE'; readonly decisionNumber: string } & Omit<Discipline, 'id'>)
  | ({ readonly is: 'PROCEEDING'; readonly reference: string } & Omit<Proceeding, 'id'>);

export const recordKinds = [
  'AWARD',
  'COMPLETION',
  'INITIATIVE',
  'STAFFING',
  'ATTESTATION',
  'HISTORY_EXTENT',
  'CONDUCT_CHECK',
  'POSITION',
  'DISCIPLINE',
  'PROCEEDING',
] as const satisfies readonly Content['is'][];
export type RecordKind = (typeof recordKinds)[number];
export type ContentOf<K extends RecordKind> = Extract<Content, { readonly is: K }>;

export const isOf = <K extends RecordKind>(content: Content, kind: K): content is ContentOf<K> =>
  content.is === kind;

/**
 * Who sees a record depends on its kind. Each lane counts its own events, so that nobody learns of a proceeding from a gap
 * in what they do see.
 */
export const lanes = ['OPEN', 'DISCIPLINE', 'PROCEEDING'] as const;
export type Lane = (typeof lanes)[number];

export const laneOf = (kind: RecordKind): Lane =>
  kind === 'DISCIPLINE' || kind === 'PROCEEDING' ? kind : 'OPEN';

/** Where a record comes from: entered by hand, decided here, imported, or brought about by a case that is handled here. */
export type Source =
  | { readonly from: 'ENTRY' }
  | { readonly from: 'DECISION'; readonly decisionId: Id<'dec'> }
  | { readonly from: 'IMPORT'; readonly importId: Id<'imp'>; readonly row: number }
  | { readonly from: 'CASE'; readonly caseId: CaseId };

/** One record. It never changes but for being verified: a correction is another entry that names this one. */
export type Entry = {
  readonly id: Id<'rec'>;
  readonly content: Content;
  readonly source: Source;
  readonly recordedBy: Id<'usr'>;
  readonly recordedAt: string;
  readonly verified: { readonly by: Id<'usr'>; readonly at: string } | null;
  /** The entry that this one puts right. */
  readonly corrects: Id<'rec'> | null;
  /** Entries that say otherwise and were there first; only what is decided here is kept in spite of them. */
  readonly contradicts: readonly Id<'rec'>[];
};

/** An entry that holds no more: put right by another one, or withdrawn. */
export type FormerEntry = {
  readonly entry: Entry;
  readonly reason: string;
  readonly by: Id<'usr'>;
  readonly at: string;
  readonly replacedBy: Id<'rec'> | null;
};

/** All records of one subject: a single item, so that a thousand subjects are ten reads. */
export type RecordFile = {
  readonly subjectId: Id<'sub'>;
  readonly entries: readonly Entry[];
  /** The last event of each lane. */
  readonly events: Readonly<Record<Lane, number>>;
  /** An import being committed, whose entries lie beside these: a change of the file calls it off. */
  readonly overlay: RecordImport | null;
  /** 0 for a file that isn't stored yet. */
  readonly version: number;
};

/** The year that a record is of, where its kind has one. */
export const yearOfContent = (content: Content): AchievementYear | null =>
  'year' in content ? content.year : null;
