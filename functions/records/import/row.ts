import type { LocalDate } from '../../kernel/dates.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Content } from '../entry.ts';

/** Something wrong with one cell: the column's name in its refusal's field, and what stands there. */
export type RowError = { readonly refusal: Refusal; readonly value: string };

/** Whom a row is about, as its cells say. A personal number is gone once it was looked up. */
export type Person = {
  readonly subjectId: Id<'sub'> | null;
  readonly idNumber: string | null;
  readonly name: string;
  readonly birthDate: LocalDate | null;
  readonly unitText: string | null;
};

/** One row as read, before anybody was looked for. Content is null when its cells don't make one. */
export type ReadRow = {
  readonly row: number;
  readonly person: Person;
  readonly content: Content | null;
  readonly errors: readonly RowError[];
};

/** ADD: makes a record. SAME: is on record already. CHOOSE: somebody must say who is meant. ERROR: can't be taken. */
export const outcomes = ['ADD', 'SAME', 'CHOOSE', 'ERROR'] as const;
export type Outcome = (typeof outcomes)[number];

/** One row of a preview. */
export type Row = {
  readonly row: number;
  readonly outcome: Outcome;
  readonly name: string;
  readonly subjectId: Id<'sub'> | null;
  readonly content: Content | null;
  /** Those who may be meant. */
  readonly candidates: readonly Id<'sub'>[];
  /** Whom a person chose among them. */
  readonly chosen: Id<'sub'> | null;
  readonly errors: readonly RowError[];
};

/** Whose record the row makes: as found, or as chosen. */
export const subjectOf = (row: Row): Id<'sub'> | null => row.chosen ?? row.subjectId;
