import { purposeHearers } from '../deadlines/purpose.ts';
import type { RunningDeadline } from '../deadlines/running.ts';
import type { Role } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import type { NoticeKind } from './template.ts';

/** Who is to hear of something: people by their role at a unit, or people by name. */
export type Audience =
  | { readonly kind: 'ROLES'; readonly unitId: Id<'unt'>; readonly roles: readonly Role[] }
  | { readonly kind: 'PEOPLE'; readonly userIds: readonly Id<'usr'>[] };

/** What happens to a dossier is told at one unit: the one whose turn it is, or the author's. */
const dossierHearers = {
  DOSSIER_SUBMITTED: ['APPRAISER'],
  DOSSIER_RETURNED: ['OFFICER', 'LEADER'],
  DOSSIER_DECIDED: ['OFFICER', 'LEADER'],
} as const satisfies Partial<Record<NoticeKind, readonly Role[]>>;

export type DossierNoticeKind = keyof typeof dossierHearers;

export const isDossierKind = (kind: NoticeKind): kind is DossierNoticeKind =>
  Object.hasOwn(dossierHearers, kind);

export const dossierAudience = (kind: DossierNoticeKind, unitId: Id<'unt'>): readonly Audience[] => [
  { kind: 'ROLES', unitId, roles: dossierHearers[kind] },
];

/** Those named in person, or else the unit's people; its leader too when it gets serious, if it may be known at all. */
export function deadlineAudience(
  kind: Exclude<NoticeKind, DossierNoticeKind>,
  { assignees, restricted, unitId, purpose }: RunningDeadline,
): readonly Audience[] {
  const own: Audience =
    assignees.length > 0 || restricted
      ? { kind: 'PEOPLE', userIds: assignees }
      : { kind: 'ROLES', unitId, roles: purposeHearers[purpose] };
  const leader: Audience = { kind: 'ROLES', unitId, roles: ['LEADER'] };
  return kind === 'DEADLINE_ESCALATED' && !restricted ? [own, leader] : [own];
}
