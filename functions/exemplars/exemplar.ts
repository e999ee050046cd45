import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { SubjectKind } from '../law/subject-kind.ts';
import type { MediaKind, OutletLevel } from './media.ts';

export const exemplarStatuses = [
  'DISCOVERED',
  'VERIFIED',
  'APPROVED',
  'NURTURED',
  'INTRODUCED',
  'REPLICATED',
  'CLOSED',
  'WITHDRAWN',
] as const;
export type ExemplarStatus = (typeof exemplarStatuses)[number];

/** A step of nurturing: what is to be done, who looks after it, until when, and what came of it. */
export type NurtureTask = {
  readonly number: number;
  readonly task: string;
  readonly mentor: string;
  readonly dueOn: LocalDate;
  readonly doneOn: LocalDate | null;
  readonly result: string | null;
};

export type Introduction = {
  readonly medium: MediaKind;
  readonly outlet: string;
  readonly level: OutletLevel;
  readonly title: string;
  readonly on: LocalDate;
  /** Null for what was broadcast or printed only. */
  readonly link: string | null;
  /** Where it stands among what was published; null for what was introduced before that was one. */
  readonly mediaItemId: Id<'mdi'> | null;
};

export type Replication = {
  /** The unit of the register that copied it, when it is one. */
  readonly unitId: Id<'unt'> | null;
  readonly byName: string;
  readonly on: LocalDate;
  readonly result: string;
};

export type Approval = { readonly by: Id<'usr'>; readonly at: string; readonly note: string };

/** An advanced example (điển hình tiên tiến): a subject whose work is to be known and copied. */
export type Exemplar = {
  readonly id: Id<'exm'>;
  readonly yearId: Id<'exy'>;
  readonly hostUnitId: Id<'unt'>;
  readonly year: number;
  readonly unitId: Id<'unt'>;
  readonly unitName: string;
  readonly subjectId: Id<'sub'>;
  /** The subject as it was when it was recorded. */
  readonly kind: SubjectKind;
  readonly name: string;
  readonly position: string | null;
  /** Field of work, such as agriculture or education. */
  readonly field: string;
  readonly story: string;
  readonly campaignId: Id<'cmp'> | null;
  readonly status: ExemplarStatus;
  readonly recordedBy: Id<'usr'>;
  readonly verification: Approval | null;
  readonly approval: Approval | null;
  readonly nurture: readonly NurtureTask[];
  /** Leave to be introduced over the unit's limit. */
  readonly extra: Approval | null;
  readonly introductions: readonly Introduction[];
  readonly introducedOn: LocalDate | null;
  readonly replications: readonly Replication[];
  readonly dossierIds: readonly Id<'dos'>[];
  readonly closingReason: string | null;
  readonly version: number;
};

export const maxNurture = 30;
export const maxIntroductions = 50;
export const maxReplications = 100;
export const maxDossiers = 10;

/** Counts towards its unit's year: it was introduced and has not been taken back. */
export const counts = (one: Pick<Exemplar, 'introducedOn' | 'status'>): boolean =>
  one.introducedOn !== null && one.status !== 'WITHDRAWN';
