import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';

export const documentKinds = [
  'LAW',
  'RESOLUTION',
  'DECREE',
  'CIRCULAR',
  'DECISION',
  'DIRECTIVE',
  'PLAN',
  'GUIDANCE',
  'OFFICIAL_LETTER',
  'NOTICE',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

export const documentStatuses = ['PUBLISHED', 'WITHDRAWN'] as const;
export type DocumentStatus = (typeof documentStatuses)[number];

export const relations = ['REPLACES', 'AMENDS'] as const;
export type Relation = (typeof relations)[number];

/** What a document does to an older one. */
export type DocumentLink = { readonly relation: Relation; readonly documentId: Id<'ldo'> };

/** What a newer document does to this one, and from which day; null when nobody here knows the day. */
export type LinkBack = DocumentLink & { readonly from: LocalDate | null };

export type DocumentFile = {
  readonly attachmentId: Id<'att'>;
  readonly title: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly size: number;
  readonly sha256: string;
};

/** What a document says of itself. What no source tells is null, never guessed. */
export type DocumentTerms = {
  readonly kind: DocumentKind;
  readonly number: string;
  readonly title: string;
  readonly issuer: string;
  readonly issuedOn: LocalDate | null;
  readonly effectiveFrom: LocalDate | null;
  /** First day without effect. */
  readonly effectiveTo: LocalDate | null;
  readonly summary: string;
  readonly links: readonly DocumentLink[];
};

/** A legal document (văn bản) of the library: public as soon as it is registered. */
export type LegalDocument = DocumentTerms & {
  readonly id: Id<'ldo'>;
  /** The unit that registered it and keeps it right; null for those that come with the law data. */
  readonly keeperUnitId: Id<'unt'> | null;
  /** Whether somebody has held number and dates against the text. */
  readonly verified: boolean;
  readonly status: DocumentStatus;
  readonly files: readonly DocumentFile[];
  readonly hasText: boolean;
  readonly withdrawnFor: string | null;
  readonly version: number;
};

/** What a document does to another, as the other sees it. */
export const linksBack = (
  { id, links, effectiveFrom }: Pick<LegalDocument, 'id' | 'links' | 'effectiveFrom'>,
  target: Id<'ldo'>,
): readonly LinkBack[] =>
  links
    .filter((link) => link.documentId === target)
    .map(({ relation }) => ({ relation, documentId: id, from: effectiveFrom }));

/** Where a document stands in lists: by its day, those without one last. */
export const placeOf = ({ issuedOn, id }: Pick<LegalDocument, 'issuedOn' | 'id'>): string =>
  `${issuedOn ?? '0000-00-00'}#${id}`;

export const maxLinks = 10;
export const maxFiles = 20;
/** Some forty pages; it is kept beside the document, and found by its words. */
export const maxText = 60_000;

export const forces = ['UNKNOWN', 'NOT_YET', 'IN_FORCE', 'ENDED', 'REPLACED'] as const;
export type Force = (typeof forces)[number];

/** Where a document stands on a day: by its own days, and by those of what replaces it. */
export function forceOn(
  { effectiveFrom, effectiveTo }: Pick<LegalDocument, 'effectiveFrom' | 'effectiveTo'>,
  back: readonly LinkBack[],
  on: LocalDate,
): Force {
  if (back.some(({ relation, from }) => relation === 'REPLACES' && from !== null && from <= on))
    return 'REPLACED';
  if (effectiveTo !== null && effectiveTo <= on) return 'ENDED';
  if (effectiveFrom === null) return 'UNKNOWN';
  return effectiveFrom <= on ? 'IN_FORCE' : 'NOT_YET';
}
