import type { Correctable, Says } from '../dossiers/decision.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { CommendationType } from '../law/commendation-type.ts';
import type { SubjectKind } from '../law/subject-kind.ts';
import type { SubjectGroup } from '../subjects/group.ts';
import type { Sex } from '../subjects/sex.ts';
import { exactKey, fold } from '../kernel/text.ts';

export type AwardCorrection = {
  readonly decisionId: Id<'dec'>;
  readonly decisionNumber: string;
  readonly issuedOn: LocalDate;
  readonly says: Says;
};

/**
 * One line of the public register: who was awarded what, by which decision. Names and units as they were then, and as
 * later decisions corrected them.
 */
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
  /** Never shown: whom it was given to in the dossier. Null for rows from before it was kept. */
  readonly nomineeId: Id<'nom'> | null;
  /** What the first decision says; null while nothing of it was corrected. */
  readonly original: Pick<Award, Correctable> | null;
  /** In the order of the decisions, in whatever order they arrived. */
  readonly corrections: readonly AwardCorrection[];
  /** Never shown: what the subject was on the day of the decision, for statistics alone. Null is unknown. */
  readonly sex: Sex | null;
  readonly group: SubjectGroup | null;
  /** Never shown: as what it was proposed, for statistics alone. Null for rows from before it was kept. */
  readonly type: CommendationType | null;
  /** The decision that took the award back. */
  readonly revocation: { readonly decisionNumber: string; readonly issuedOn: LocalDate } | null;
  /** 0 for rows from before it was kept. */
  readonly version: number;
};

/** The award as it reads with one more correction: the first decision, then each later one over it. */
export function withCorrection(award: Award, correction: AwardCorrection): Award {
  if (award.corrections.some((one) => one.decisionId === correction.decisionId)) return award;
  const { name, position, unitName } = award;
  const original = award.original ?? { name, position, unitName };
  const corrections = [...award.corrections, correction].sort((a, b) =>
    a.decisionId < b.decisionId ? -1 : 1,
  );
  const says = corrections.reduce<Says>((before, one) => ({ ...before, ...one.says }), {});
  return { ...award, ...original, ...says, original, corrections };
}

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
