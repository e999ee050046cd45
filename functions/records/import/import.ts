import type { Id } from '../../kernel/ids.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Lane, RecordKind } from '../entry.ts';

/** Kinds of records that come in lists. */
export const importKinds = [
  'AWARD',
  'COMPLETION',
  'INITIATIVE',
  'STAFFING',
  'POSITION',
  'DISCIPLINE',
] as const satisfies readonly RecordKind[];
export type ImportKind = (typeof importKinds)[number];

export const importLane = (kind: ImportKind): Lane => (kind === 'DISCIPLINE' ? 'DISCIPLINE' : 'OPEN');

/**
 * READING: the file is being read. REFUSED: it can't be. PREVIEWED: it was, and people look at it. COMMITTING: its entries
 * are laid beside the subjects' files. COMMITTED: they count, all at once. CONFLICTED: something changed under it before
 * they did. ABANDONED: nobody wants it.
 */
export const importStatuses = [
  'READING',
  'REFUSED',
  'PREVIEWED',
  'COMMITTING',
  'COMMITTED',
  'CONFLICTED',
  'ABANDONED',
] as const;
export type ImportStatus = (typeof importStatuses)[number];

export type ImportCounts = {
  readonly rows: number;
  /** Rows that add a record. */
  readonly add: number;
  /** Rows that say what is on record already. */
  readonly same: number;
  /** Rows for which a person must say who is meant, and hasn't yet. */
  readonly choices: number;
  readonly errors: number;
  readonly subjects: number;
};

export const noCounts: ImportCounts = { rows: 0, add: 0, same: 0, choices: 0, errors: 0, subjects: 0 };

/** The head of an import: the one item on which its entries' visibility hangs. */
export type RecordImport = {
  readonly id: Id<'imp'>;
  readonly unitId: Id<'unt'>;
  readonly kind: ImportKind;
  /** Whether subjects of units below may be in it, or of the unit alone. */
  readonly reach: 'OWN' | 'BELOW';
  readonly attachmentId: Id<'att'>;
  readonly fileName: string;
  readonly startedBy: Id<'usr'>;
  readonly startedAt: string;
  readonly status: ImportStatus;
  /** Why the file as a whole was refused. */
  readonly refusals: readonly Refusal[];
  readonly counts: ImportCounts;
  readonly committedBy: Id<'usr'> | null;
  readonly committedAt: string | null;
  /** Nothing of it lies beside any file any more. */
  readonly tidy: boolean;
  readonly version: number;
};

export const importActions = ['commit', 'recheck', 'choose', 'abandon'] as const;
export type ImportAction = (typeof importActions)[number];

/** From which states each step may be taken. */
export const importTable: Readonly<Record<ImportAction, readonly ImportStatus[]>> = {
  choose: ['PREVIEWED'],
  commit: ['PREVIEWED'],
  recheck: ['PREVIEWED', 'CONFLICTED'],
  abandon: ['READING', 'PREVIEWED', 'COMMITTING', 'CONFLICTED'],
};
