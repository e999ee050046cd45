import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { UnitAct } from './act.ts';
import { foldActs, type UnitRegistry } from './registry.ts';
import { stateOn, type Unit } from './unit.ts';

/** Where in the input the code or the parent of a unit was said; undefined for units that the input doesn't describe. */
export type FieldOf = (
  unitId: Id<'unt'>,
  field: 'code' | 'parentId',
) => string | readonly string[] | undefined;

const atTop: FieldOf = (_unitId, field) => field;

/**
 * The register with one more act, if it is still sound on the act's day and on every later day on which something
 * changes: no cycle, no unit under or carried on by one that doesn't exist, no official code borne by two units at once.
 * Codes: UNIT_NOT_ALIVE, UNIT_CYCLE, UNIT_HAS_CHILDREN, UNIT_CODE_TAKEN.
 */
export function checkAct(before: UnitRegistry, act: UnitAct, fieldOf: FieldOf = atTop): Result<UnitRegistry> {
  const absent = missing(before, act, fieldOf)[0];
  if (absent) return refuse(absent);
  const after = foldActs([...before.acts, act]);
  for (const on of boundaries(after, act.effectiveOn)) {
    const refusals = unsound(after, on, fieldOf);
    if (refusals.length > 0) return refuse(...refusals.slice(0, maxReported));
  }
  return accept(after);
}

/** Units that the act relies on and that don't exist on its day. */
function missing(before: UnitRegistry, act: UnitAct, fieldOf: FieldOf): readonly Refusal[] {
  const created = new Set(act.changes.flatMap((change) => (change.kind === 'create' ? [change.unitId] : [])));
  const lives = (id: Id<'unt'>): boolean =>
    created.has(id) || before.stateOn(id, act.effectiveOn) !== undefined;
  // A successor may be entered later, so a succession may name a unit that ends on that very day or ended before.
  const lived = (id: Id<'unt'>): boolean => (before.get(id)?.life.from ?? act.effectiveOn) <= act.effectiveOn;
  const notAlive = (field: string | readonly string[]): Refusal =>
    refusal('UNIT_NOT_ALIVE', field, { on: act.effectiveOn });
  return act.changes.flatMap((change) => {
    const parentId = change.kind === 'create' || change.kind === 'move' ? change.parentId : null;
    if (parentId !== null && !lives(parentId))
      return [notAlive(fieldOf(change.unitId, 'parentId') ?? 'parentId')];
    if (change.kind === 'succeed')
      return lived(change.unitId) && lives(change.successorId) ? [] : [notAlive('effectiveOn')];
    return lives(change.unitId) ? [] : [notAlive('effectiveOn')];
  });
}

const maxReported = 20;

/** The act's day and each later one on which any attribute of any unit changes. */
function boundaries(registry: UnitRegistry, from: LocalDate): readonly LocalDate[] {
  const days = new Set<LocalDate>([from]);
  for (const unit of registry.units.values())
    for (const day of changeDays(unit)) if (day > from) days.add(day);
  return [...days].sort();
}

const changeDays = (unit: Unit): readonly LocalDate[] => [
  unit.life.from,
  ...(unit.life.to ? [unit.life.to] : []),
  ...unit.successors.map((succession) => succession.on),
  ...[unit.codes, unit.parents].flatMap((history) => history.map((entry) => entry.from)),
];

/** What is wrong on a day. */
function unsound(registry: UnitRegistry, on: LocalDate, fieldOf: FieldOf): readonly Refusal[] {
  const units = [...registry.units.values()];
  const circular = units.find((unit) => isInCycle(registry, unit.id, on));
  return [
    // Told once: every unit on a cycle and below it is in it.
    ...(circular ? [refusal('UNIT_CYCLE', fieldOf(circular.id, 'parentId') ?? 'parentId', { on })] : []),
    ...units.flatMap((unit) => [...lostHeirs(registry, unit, on), ...orphaned(registry, unit, on)]),
    ...takenCodes(units, on, fieldOf),
  ];
}

const lostHeirs = (registry: UnitRegistry, unit: Unit, on: LocalDate): readonly Refusal[] =>
  unit.successors.some((heir) => heir.on === on && !registry.stateOn(heir.unitId, on))
    ? [refusal('UNIT_NOT_ALIVE', 'effectiveOn', { on })]
    : [];

function orphaned(registry: UnitRegistry, unit: Unit, on: LocalDate): readonly Refusal[] {
  const state = stateOn(unit, on);
  return state && state.parentId !== null && !registry.stateOn(state.parentId, on)
    ? [refusal('UNIT_HAS_CHILDREN', 'effectiveOn', { on, unit: state.name })]
    : [];
}

function takenCodes(units: readonly Unit[], on: LocalDate, fieldOf: FieldOf): readonly Refusal[] {
  const bearers = new Map<string, Id<'unt'>>();
  return units.flatMap((unit) => {
    const code = stateOn(unit, on)?.code;
    if (code == null) return [];
    const other = bearers.get(code);
    bearers.set(code, unit.id);
    if (other === undefined) return [];
    const field = fieldOf(unit.id, 'code') ?? fieldOf(other, 'code') ?? 'code';
    return [refusal('UNIT_CODE_TAKEN', field, { on, code })];
  });
}

/** A path that doesn't end at a root has run into itself. */
function isInCycle(registry: UnitRegistry, id: Id<'unt'>, on: LocalDate): boolean {
  const path = registry.pathOn(id, on);
  const above = path[0] && registry.stateOn(path[0], on)?.parentId;
  return above != null && path.includes(above);
}
