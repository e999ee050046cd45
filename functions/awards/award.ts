import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { SubjectKind } from '../law/subject-kind.ts';
import { exactKey, fold } from '../kernel/text.ts';

/** One line of the public register: who was awarded what, by which decision. Names and units as they were then. */
export type Award = {
  readonly id: Id<'awd'>;
  readonly name: string;
  readonly position: string | null;
  readonly unitId: Id<'unt'>;
  readonly unitName: string;
  readonly awardCode: string;
  readonly awardName: string;
  readonly decisionId: Id<'dec'>;
  readonly decisionNumber: string;
  readonly issuedOn: LocalDate;
  readonly issuerName: string;
  readonly year: number;
  readonly kind: SubjectKind | null;
  /** Never shown: ties the awards of one subject together. Null for rows from before it was kept. */
  readonly subjectId: Id<'sub'> | null;
  /** The decision that took the award back. */
  readonly revocation: { readonly decisionNumber: string; readonly issuedOn: LocalDate } | null;
};

/** How many of each award one decision gave. */
export type AwardCount = { readonly awardCode: string; readonly count: number };

export type NameKey = { readonly folded: string; readonly exact: string };

/**
 * A name is found from the beginning of any of its words, so it is indexed once a word: `Nguyễn Văn Ẩn` under itself,
 * `Văn Ẩn` and `Ẩn`, with and without diacritics.
 */
export function nameKeys(name: string): readonly NameKey[] {
  const words = exactKey(name).split(' ').filter(Boolean).slice(0, maxIndexedWords);
  return words.map((_, index) => {
    const exact = words.slice(index).join(' ');
    return { exact, folded: fold(exact) };
  });
}

/** Names of people have at most about six words; those of collectives are found by their first ones. */
const maxIndexedWords = 8;

/** Decision numbers are compared without case, spaces or diacritics: `12/qd-ubnd` finds `12/QĐ-UBND`. */
export const numberKey = (number: string): string => fold(number);
