import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { Deadline } from '../law/deadline.ts';
import type { OpinionCounts } from './opinion.ts';

export const postingStatuses = ['OPEN', 'CLOSED'] as const;
export type PostingStatus = (typeof postingStatuses)[number];

/** A dossier on the notice, as it stood when the notice was published: whose signed list is posted. */
export type PostedDossier = { readonly id: Id<'dos'>; readonly stage: number; readonly revision: number };

/** What is fixed when a notice closes; `text` is the report itself and `sha256` its hash, hex. */
export type ClosingReport = {
  readonly closedOn: LocalDate;
  readonly rows: number;
  readonly listSha256: string;
  readonly withdrawnDossiers: number;
  readonly opinions: OpinionCounts;
  readonly text: string;
  readonly sha256: string;
};

/** Thông báo công khai lấy ý kiến Nhân dân. Public, and never edited: only its closing report is added. */
export type Posting = {
  readonly id: Id<'pst'>;
  readonly unitId: Id<'unt'>;
  readonly unitName: string;
  readonly title: string;
  /** Where and by whom opinions are received. */
  readonly opinionsTo: string;
  readonly legalBases: readonly string[];
  /** From the first day to the last with its working; the last day is open to its end. */
  readonly period: Deadline;
  readonly dossiers: readonly PostedDossier[];
  readonly status: PostingStatus;
  readonly openedBy: Id<'usr'>;
  readonly report: ClosingReport | null;
  readonly version: number;
};

/** One line of the list: name, position, unit, award; nothing more is ever shown. */
export type PostedRow = {
  readonly number: number;
  readonly name: string;
  readonly position: string | null;
  readonly unitName: string;
  readonly awardCode: string;
  readonly awardName: string;
  /** When the nominee left the list, if so. */
  readonly withdrawnOn: LocalDate | null;
};

/** A row with whom it stands for, for those who handle opinions. */
export type StoredRow = PostedRow & { readonly dossierId: Id<'dos'>; readonly nomineeId: Id<'nom'> };

/** The list as posted: how many rows, and the hash of its CSV file. */
export type PostedList = { readonly rows: number; readonly sha256: string };

/** Two writes a dossier beside the notice itself and its register of opinions. */
export const maxDossiers = 45;
/** Names of one notice: as many as one open data file may hold, since a function answers 6 MB. */
export const maxRows = 10_000;
export const maxWorkingDays = 60;

export const isReceiving = ({ status, period }: Posting, on: LocalDate): boolean =>
  status === 'OPEN' && period.startOn <= on && on <= period.dueOn;
