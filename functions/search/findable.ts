import type { Role } from '../kernel/actor.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { Place } from '../units/machine.ts';

/** What is found: award subjects, campaigns, dossiers, decisions, legal documents; units too, which need no index. */
export const indexedKinds = ['SUBJECT', 'CAMPAIGN', 'DOSSIER', 'DECISION', 'DOCUMENT'] as const;
export type IndexedKind = (typeof indexedKinds)[number];
export const searchKinds = [...indexedKinds, 'UNIT'] as const;
export type SearchKind = (typeof searchKinds)[number];

/** Who may find it: holders of these roles at the place. */
export type Anchor = Place & { readonly roles: readonly Role[] };

/** What the index keeps of a record: nothing but what is looked for and shown. */
export type Findable = {
  readonly kind: SearchKind;
  readonly id: string;
  readonly title: string;
  readonly number: string | null;
  readonly detail: string | null;
  readonly on: LocalDate | null;
  readonly unitId: Id<'unt'> | null;
  /** Null for what is public. */
  readonly anchors: readonly Anchor[] | null;
};

/** In what of a record the asked text is looked for. */
export const textsOf = ({ title, number }: Pick<Findable, 'title' | 'number'>): readonly string[] =>
  number === null ? [title] : [title, number];
