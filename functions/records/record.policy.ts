import { forbidden, unitsWithRole, type Actor, type PermissionTable } from '../kernel/actor.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { actsFor, oversees } from '../units/standing.ts';
import { laneOf, lanes, type Entry, type Lane } from './entry.ts';

/**
 * Officers and leaders for their own unit's people, appraisers for those of the units below too. A denunciation can be
 * about the leader, and the officer is the leader's: proceedings are the standing body's alone.
 */
export const recordPermissions = {
  'record.view': ['OFFICER', 'APPRAISER', 'LEADER', 'AUDITOR'],
  'record.enter': ['OFFICER', 'APPRAISER'],
  'record.verify': ['APPRAISER'],
  'record.viewDiscipline': ['OFFICER', 'APPRAISER', 'LEADER'],
  'record.enterDiscipline': ['OFFICER', 'APPRAISER'],
  'record.viewProceeding': ['APPRAISER'],
  'record.enterProceeding': ['APPRAISER'],
} as const satisfies PermissionTable;

export type RecordAction = keyof typeof recordPermissions;
export type Verb = 'view' | 'enter' | 'verify';

const actions: Readonly<Record<Lane, Readonly<Record<Verb, RecordAction>>>> = {
  OPEN: { view: 'record.view', enter: 'record.enter', verify: 'record.verify' },
  DISCIPLINE: { view: 'record.viewDiscipline', enter: 'record.enterDiscipline', verify: 'record.verify' },
  PROCEEDING: { view: 'record.viewProceeding', enter: 'record.enterProceeding', verify: 'record.verify' },
};

/** Who asks, against which register of units, on which day. */
export type Viewer = { readonly actor: Actor; readonly registry: UnitRegistry; readonly on: LocalDate };

/** Throws FORBIDDEN for someone who may do it at no unit at all. */
export function requireRecordRole(actor: Actor, lane: Lane, verb: Verb): void {
  if (unitsWithRole(actor, recordPermissions[actions[lane][verb]]).length === 0) throw forbidden();
}

/** Whether the records of a lane, of a subject of this unit, are theirs to see, enter or verify. */
export function mayRecord(
  { actor, registry, on }: Viewer,
  lane: Lane,
  verb: Verb,
  unitId: Id<'unt'>,
): boolean {
  const roles = recordPermissions[actions[lane][verb]];
  if (lane === 'OPEN' && verb === 'view') return oversees(actor, roles, registry, unitId, on);
  const own = roles.filter((role) => role !== 'APPRAISER');
  return actsFor(actor, own, registry, unitId, on) || oversees(actor, ['APPRAISER'], registry, unitId, on);
}

/** The lanes of a subject of this unit that somebody sees. */
export const lanesSeen = (viewer: Viewer, unitId: Id<'unt'>): readonly Lane[] =>
  lanes.filter((lane) => mayRecord(viewer, lane, 'view', unitId));

/** What was verified, decided or handled here is no longer the one's who entered it: the standing body puts it right. */
export const mayReplace = (
  viewer: Viewer,
  { content, source, verified }: Entry,
  unitId: Id<'unt'>,
): boolean =>
  mayRecord(viewer, laneOf(content.is), 'enter', unitId) &&
  ((verified === null && source.from !== 'DECISION' && source.from !== 'CASE') ||
    mayRecord(viewer, 'OPEN', 'verify', unitId));
