import type { Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import type { InitiativeUse } from '../law/eligibility/records.ts';
import type { ContentOf } from './entry.ts';

export type Author = {
  readonly subjectId: Id<'sub'>;
  /** Whole percent. */
  readonly sharePercent: number;
  readonly usedFor: readonly InitiativeUse[];
  /** Its entry in the author's file. */
  readonly recordId: Id<'rec'>;
};

export type Recognition = Pick<
  ContentOf<'INITIATIVE'>,
  'name' | 'kind' | 'scope' | 'year' | 'recognisedOn' | 'decisionNumber' | 'issuer'
>;

/** A recognised initiative with all of its authors; each author's file has an entry of it, written with this. */
export type Initiative = Recognition & {
  readonly id: Id<'ini'>;
  readonly authors: readonly Author[];
  /** Share of authors who are nobody's subject here. */
  readonly otherSharePercent: number;
  readonly status: 'RECOGNISED' | 'WITHDRAWN';
  readonly version: number;
};

/** As a change would have it, before the authors' files are written. */
export type InitiativeDraft = Omit<Initiative, 'authors'> & {
  readonly authors: readonly Omit<Author, 'recordId'>[];
};

/** An author takes three writes, before and after a correction: a transaction has room for so many. */
export const maxAuthors = 15;

/** What the author's own file says of it. */
export const contentFor = (
  id: Id<'ini'>,
  recognition: Recognition,
  author: Pick<Author, 'sharePercent' | 'usedFor'>,
): ContentOf<'INITIATIVE'> => ({
  is: 'INITIATIVE',
  initiativeId: id,
  name: recognition.name,
  kind: recognition.kind,
  scope: recognition.scope,
  year: recognition.year,
  recognisedOn: recognition.recognisedOn,
  decisionNumber: recognition.decisionNumber,
  issuer: recognition.issuer,
  sharePercent: author.sharePercent,
  usedFor: author.usedFor,
});

type Shares = {
  readonly authors: readonly { readonly subjectId: string; readonly sharePercent: number }[];
  readonly otherSharePercent: number;
};

/** REQUIRED, TOO_MANY, DUPLICATE, INVALID_VALUE for the authors, INITIATIVE_SHARES when together they have over 100 %. */
export function checkShares({ authors, otherSharePercent }: Shares): readonly Refusal[] {
  if (authors.length === 0) return [refusal('REQUIRED', 'authors')];
  if (authors.length > maxAuthors) return [refusal('TOO_MANY', 'authors', { limit: maxAuthors })];
  const ids = authors.map((one) => one.subjectId);
  const odd = [
    ...authors.flatMap(({ subjectId, sharePercent }, i) => [
      ...(ids.indexOf(subjectId) < i ? [refusal('DUPLICATE', `authors.${i}.subjectId`)] : []),
      ...(isShare(sharePercent, 1)
        ? []
        : [refusal('INVALID_VALUE', `authors.${i}.sharePercent`, { expected: '1–100' })]),
    ]),
    ...(isShare(otherSharePercent, 0)
      ? []
      : [refusal('INVALID_VALUE', 'otherSharePercent', { expected: '0–100' })]),
  ];
  const sum = authors.reduce((total, one) => total + one.sharePercent, otherSharePercent);
  return odd.length === 0 && sum > 100 ? [refusal('INITIATIVE_SHARES', 'authors', { sum })] : odd;
}

const isShare = (share: number, least: number): boolean =>
  Number.isInteger(share) && share >= least && share <= 100;
