import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { acceptUnless, type Result } from '../kernel/result.ts';
import type { UnitAct } from './act.ts';
import { foldActs, type UnitRegistry } from './registry.ts';
import { existsOn, stateOn, type Unit } from './unit.ts';

/**
 * The register with one more act, if it is still sound on the act's day and on every later day on which something
 * changes: no cycle, no unit under one that doesn't exist, no official code borne by two units at once.
 * Codes: UNIT_NOT_ALIVE, UNIT_CYCLE, UNIT_HAS_CHILDREN, UNIT_CODE_TAKEN.
 */
export function checkAct(before: UnitRegistry, act: UnitAct): Result<UnitRegistry> {
  const created = new Set(act.changes.flatMap((change) => (change.kind === 'create' ? [change.unitId] : [])));
  const absent = act.changes.flatMap((change) => {
    if (change.kind === 'create') return [];
    // A successor may be entered later, so a succession may name a unit that ends on that very day or ended before.
    const unit = before.get(change.unitId);
    const alive =
      unit &&
      (change.kind === 'succeed' ? unit.life.from <= act.effectiveOn : existsOn(unit, act.effectiveOn));
    const heir =
      change.kind === 'succeed' && !created.has(change.successorId) && before.get(change.successorId);
    const heirAlive = heir === false || (heir !== undefined && existsOn(heir, act.effectiveOn));
    return (alive || created.has(change.unitId)) && heirAlive ? [] : [notAlive(act)];
  });
  if (absent.length > 0) return { ok: false, refusals: absent.slice(0, 1) };
  const after = foldActs([...before.acts, act]);
  const refusals = boundaries(after, act.effectiveOn).flatMap((on) => unsound(after, on));
  return acceptUnless(refusals.slice(0, maxReported), () => after);
}

const notAlive = (act: UnitAct): Refusal => refusal('UNIT_NOT_ALIVE', 'effectiveOn', { on: act.effectiveOn });

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
  ...[unit.codes, unit.parents].flatMap((history) => history.map((entry) => entry.from)),
];

function unsound(registry: UnitRegistry, on: LocalDate): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const bearers = new Map<string, Id<'unt'>>();
  for (const unit of registry.units.values()) {
    const state = stateOn(unit, on);
    if (!state) continue;
    if (state.parentId !== null && !registry.stateOn(state.parentId, on))
      refusals.push(refusal('UNIT_HAS_CHILDREN', 'effectiveOn', { on, unit: state.name }));
    else if (isInCycle(registry, unit.id, on)) refusals.push(refusal('UNIT_CYCLE', 'parentId', { on }));
    if (state.code === null) continue;
    if (bearers.has(state.code)) refusals.push(refusal('UNIT_CODE_TAKEN', 'code', { on, code: state.code }));
    bearers.set(state.code, unit.id);
  }
  return refusals;
}

/** A path that doesn't end at a root has run into itself. */
function isInCycle(registry: UnitRegistry, id: Id<'unt'>, on: LocalDate): boolean {
  const path = registry.pathOn(id, on);
  const above = path[0] && registry.stateOn(path[0], on)?.parentId;
  return above != null && path.includes(above);
}
