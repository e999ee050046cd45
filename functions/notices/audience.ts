import { escalating, purposeHearers, type DutyLane } from '../deadlines/purpose.ts';
import type { RunningDeadline } from '../deadlines/running.ts';
import type { Role } from '../kernel/actor.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { Viewer } from '../units/machine.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { actsFor } from '../units/standing.ts';
import type { NoticeKind } from './template.ts';

/** Who is to hear of something: people by their role at a unit, or people by name. */
export type Audience =
  | { readonly kind: 'ROLES'; readonly unitId: Id<'unt'>; readonly roles: readonly Role[] }
  | { readonly kind: 'PEOPLE'; readonly userIds: readonly Id<'usr'>[] };

/** What happens is told at one unit: the one whose turn it is, or the one that waits for it. */
const unitHearers = {
  DOSSIER_SUBMITTED: ['APPRAISER'],
  DOSSIER_RETURNED: ['OFFICER', 'LEADER'],
  DOSSIER_DECIDED: ['OFFICER', 'LEADER'],
  CONSULTATION_ASKED: ['OFFICER', 'LEADER'],
  CONSULTATION_ANSWERED: ['APPRAISER'],
  CONSULTATION_SILENT: ['APPRAISER'],
  CONSULTATION_WITHDRAWN: ['OFFICER', 'LEADER'],
  RECOMMENDATION_MADE: ['OFFICER', 'LEADER'],
  REMEDY_SUBMITTED: ['APPRAISER', 'LEADER'],
  REMEDY_REJECTED: ['OFFICER', 'LEADER'],
  REGISTRATION_APPROVED: ['OFFICER', 'LEADER'],
  REGISTRATION_RETURNED: ['OFFICER', 'LEADER'],
  EXEMPLAR_APPROVED: ['OFFICER', 'LEADER'],
} as const satisfies Partial<Record<NoticeKind, readonly Role[]>>;

export type UnitNoticeKind = keyof typeof unitHearers;

export const isUnitKind = (kind: NoticeKind): kind is UnitNoticeKind => Object.hasOwn(unitHearers, kind);

export const unitAudience = (kind: UnitNoticeKind, unitId: Id<'unt'>): readonly Audience[] => [
  { kind: 'ROLES', unitId, roles: unitHearers[kind] },
];

/** What happens to a session is told to its council's members by name; see `follow-notices`. */
const meetingKinds = ['MEETING_CALLED', 'MEETING_MOVED', 'MEETING_CANCELLED'] as const;
export type MeetingNoticeKind = (typeof meetingKinds)[number];

export const isMeetingKind = (kind: NoticeKind): kind is MeetingNoticeKind =>
  meetingKinds.some((one) => one === kind);

/** Told to those who were named for it, or to those few who handle it; see `tell-work`. */
const namedKinds = [
  'COMPLAINT_RECEIVED',
  'COMPLAINT_ASSIGNED',
  'COMPLAINT_DECIDED',
  'PLAN_TASK_ASSIGNED',
  'TRAINING_NOMINATED',
] as const;
export type NamedNoticeKind = (typeof namedKinds)[number];

export const isNamedKind = (kind: NoticeKind): kind is NamedNoticeKind =>
  namedKinds.some((one) => one === kind);

/** Who handles a lane, and so may hear of what nobody else hears of. */
const laneHearers: Readonly<Record<DutyLane, readonly Role[]>> = {
  COMPLAINT: ['APPRAISER', 'LEADER'],
  DENUNCIATION: ['LEADER'],
};

export const laneAudience = (lane: DutyLane, unitId: Id<'unt'>): readonly Audience[] => [
  { kind: 'ROLES', unitId, roles: laneHearers[lane] },
];

/** Whether somebody may know of a restricted deadline. */
export const hears = (
  { assignees, restricted, lane, unitId }: RunningDeadline,
  { actor, registry, on }: Viewer,
): boolean =>
  !restricted ||
  (actor.kind === 'user' && assignees.includes(actor.userId)) ||
  (lane !== null && actsFor(actor, laneHearers[lane], registry, unitId, on));

/**
 * The unit above the one that is late, whose head is told when it stays late. Not of a denunciation: of that nobody knows
 * but who handles it.
 */
export function unitAbove(
  { purpose, lane, unitId }: Pick<RunningDeadline, 'purpose' | 'lane' | 'unitId'>,
  registry: UnitRegistry,
  on: LocalDate,
): Id<'unt'> | null {
  if (!escalating.includes(purpose) || lane === 'DENUNCIATION') return null;
  const [heir = unitId] = registry.heirsOn(unitId, on);
  return registry.stateOn(heir, on)?.parentId ?? null;
}

/**
 * Those named in person, or else the unit's people; its leader too when it gets serious, if it may be known at all, and
 * then the head of the unit above.
 */
export function deadlineAudience(
  kind: Exclude<NoticeKind, UnitNoticeKind | MeetingNoticeKind | NamedNoticeKind>,
  { assignees, restricted, lane, unitId, purpose }: RunningDeadline,
  above: Id<'unt'> | null,
): readonly Audience[] {
  const roles = !restricted ? purposeHearers[purpose] : lane === null ? [] : laneHearers[lane];
  const own: Audience =
    assignees.length > 0 || roles.length === 0
      ? { kind: 'PEOPLE', userIds: assignees }
      : { kind: 'ROLES', unitId, roles };
  if (kind !== 'DEADLINE_ESCALATED') return [own];
  const leaders = [restricted && lane === null ? null : unitId, above].flatMap((at) => at ?? []);
  return [own, ...leaders.map((at): Audience => ({ kind: 'ROLES', unitId: at, roles: ['LEADER'] }))];
}
