import type { Actor, Role } from '../kernel/actor.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import { standsAt, type Viewer } from '../units/machine.ts';
import type { UnitRegistry } from '../units/registry.ts';
import type { Anchor, Findable, IndexedKind } from './findable.ts';

/** A part of the index: what everybody may find, or what one class of roles at one unit may. It leads every key. */
export type Part = string;

export const publicPart: Part = 'PUBLIC';

/** Roles that may find the same records share a part. */
const classOf: Readonly<Record<Role, string>> = {
  OFFICER: 'STAFF',
  APPRAISER: 'STAFF',
  LEADER: 'STAFF',
  AUDITOR: 'AUDITOR',
  ADMIN: 'ADMIN',
};

const partOf = (role: Role, unitId: Id<'unt'>): Part => `${classOf[role]}#${unitId}`;

/** The parts beside the public one that a person's grants of today open. */
export const partsOpenTo = (actor: Actor): readonly Part[] =>
  actor.kind === 'anonymous'
    ? []
    : [...new Set(actor.grants.map(({ role, unitId }) => partOf(role, unitId)))];

/** What the public part can hold, and what the parts of units can. */
export const publicKinds: readonly IndexedKind[] = ['CAMPAIGN', 'DECISION', 'DOCUMENT'];
export const unitKinds: readonly IndexedKind[] = ['SUBJECT', 'CAMPAIGN', 'DOSSIER'];

/**
 * The parts in which a record is written: those of every unit that answers for it today, or will after an act of which
 * the day is still to come. `mayFind` decides on the day.
 */
export function partsOf(
  { anchors }: Pick<Findable, 'anchors'>,
  registry: UnitRegistry,
  on: LocalDate,
): readonly Part[] {
  if (anchors === null) return [publicPart];
  const parts = anchors.flatMap((anchor) =>
    holdersOf(anchor, registry, on).flatMap((unitId) => anchor.roles.map((role) => partOf(role, unitId))),
  );
  return [...new Set(parts)].sort();
}

/** Every unit at which a role counts for the anchor, on a day or later. */
export function holdersOf(
  { unitId, reach }: Pick<Anchor, 'unitId' | 'reach'>,
  registry: UnitRegistry,
  on: LocalDate,
): readonly Id<'unt'>[] {
  const later = registry.acts.map((act) => act.effectiveOn).filter((day) => day > on);
  const holders = [...new Set([on, ...later])].flatMap((day) =>
    registry.heirsOn(unitId, day).flatMap((heir) => (reach === 'AT' ? [heir] : registry.pathOn(heir, day))),
  );
  return [...new Set([unitId, ...holders])];
}

/** What the tree of today says: the one rule where a row's part was written before a unit moved. */
export const mayFind = (viewer: Viewer, { anchors }: Pick<Findable, 'anchors'>): boolean =>
  anchors === null || anchors.some((anchor) => standsAt(viewer, anchor.roles, anchor));
