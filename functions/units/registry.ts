import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { UnitAct, UnitChange } from './act.ts';
import { existsOn, stateOn, type Dated, type Unit, type UnitState } from './unit.ts';

/** Every unit at every date, folded from the acts. Pure and immutable: one version of the register. */
export type UnitRegistry = {
  readonly version: number;
  /** Everything that was entered, in the order of its entry. */
  readonly acts: readonly UnitAct[];
  readonly units: ReadonlyMap<Id<'unt'>, Unit>;
  get(id: Id<'unt'>): Unit | undefined;
  /** A unit that another record names; units are never deleted, so its absence is a fault. */
  require(id: Id<'unt'>): Unit;
  stateOn(id: Id<'unt'>, date: LocalDate): UnitState | undefined;
  /** From the root down to the unit itself; empty when it doesn't exist on that day. */
  pathOn(id: Id<'unt'>, date: LocalDate): readonly Id<'unt'>[];
  childrenOn(parentId: Id<'unt'> | null, date: LocalDate): readonly Unit[];
  /** The units that carry on this one on a day: itself while it lives, else its known successors, in turn. */
  heirsOn(id: Id<'unt'>, date: LocalDate): readonly Id<'unt'>[];
  /** True when `holder` answers for `id` on a day: the same, an heir, or above one of these in the tree. */
  covers(holder: Id<'unt'>, id: Id<'unt'>, date: LocalDate): boolean;
};

type Draft = { -readonly [K in keyof Unit]: Unit[K] };

/** Folds acts in the order of their effective day, then of their entry. */
export function foldActs(acts: readonly UnitAct[]): UnitRegistry {
  const drafts = new Map<Id<'unt'>, Draft>();
  const inOrder = [...acts].sort((a, b) => compare(a.effectiveOn, b.effectiveOn) || a.version - b.version);
  for (const act of inOrder) for (const change of act.changes) apply(drafts, act, change);
  return registry(drafts, acts);
}

function apply(drafts: Map<Id<'unt'>, Draft>, act: UnitAct, change: UnitChange): void {
  const from = act.effectiveOn;
  if (change.kind === 'create') {
    drafts.set(change.unitId, {
      id: change.unitId,
      life: { from, to: null },
      names: [{ from, value: change.name }],
      codes: [{ from, value: change.code }],
      kinds: [{ from, value: change.unitKind }],
      parents: [{ from, value: change.parentId }],
      predecessors: [],
      successors: [],
      version: act.version,
    });
    return;
  }
  const unit = drafts.get(change.unitId);
  if (!unit) throw new Error(`act ${act.version} changes an unknown unit ${change.unitId}`);
  unit.version = Math.max(unit.version, act.version);
  switch (change.kind) {
    case 'rename':
      unit.names = dated(unit.names, from, change.name);
      return;
    case 'recode':
      unit.codes = dated(unit.codes, from, change.code);
      return;
    case 'reclassify':
      unit.kinds = dated(unit.kinds, from, change.unitKind);
      return;
    case 'move':
      unit.parents = dated(unit.parents, from, change.parentId);
      return;
    case 'dissolve':
      // Acts come by effective day, so an earlier end that was entered later still counts.
      unit.life = { from: unit.life.from, to: unit.life.to ?? from };
      return;
    case 'succeed':
      succeed(drafts, unit, change.successorId, act);
      return;
  }
}

function succeed(drafts: Map<Id<'unt'>, Draft>, unit: Draft, successorId: Id<'unt'>, act: UnitAct): void {
  const successor = drafts.get(successorId);
  if (!successor) throw new Error(`act ${act.version} names an unknown successor ${successorId}`);
  unit.successors = [...unit.successors, { unitId: successorId, on: act.effectiveOn }];
  successor.predecessors = [...successor.predecessors, { unitId: unit.id, on: act.effectiveOn }];
  successor.version = Math.max(successor.version, act.version);
}

const dated = <T>(history: readonly Dated<T>[], from: LocalDate, value: T): readonly Dated<T>[] => [
  ...history.filter((entry) => entry.from !== from),
  { from, value },
];

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function registry(units: ReadonlyMap<Id<'unt'>, Unit>, acts: readonly UnitAct[]): UnitRegistry {
  const state = (id: Id<'unt'>, date: LocalDate) => {
    const unit = units.get(id);
    return unit && stateOn(unit, date);
  };

  function pathOn(id: Id<'unt'>, date: LocalDate): readonly Id<'unt'>[] {
    const path: Id<'unt'>[] = [];
    let at: Id<'unt'> | null = id;
    while (at !== null) {
      const found: UnitState | undefined = state(at, date);
      if (!found || path.includes(at)) break;
      path.unshift(at);
      at = found.parentId;
    }
    return path;
  }

  function heirsOn(id: Id<'unt'>, date: LocalDate): readonly Id<'unt'>[] {
    const heirs = new Set<Id<'unt'>>();
    const seen = new Set<Id<'unt'>>();
    const visit = (at: Id<'unt'>): void => {
      const unit = units.get(at);
      if (!unit || seen.has(at)) return;
      seen.add(at);
      if (existsOn(unit, date)) heirs.add(at);
      else unit.successors.filter((s) => s.on <= date).forEach((s) => visit(s.unitId));
    };
    visit(id);
    return [...heirs];
  }

  const childrenByDay = new Map<LocalDate, Map<Id<'unt'> | null, Unit[]>>();
  function childIndex(date: LocalDate): Map<Id<'unt'> | null, Unit[]> {
    const known = childrenByDay.get(date);
    if (known) return known;
    const index = new Map<Id<'unt'> | null, Unit[]>();
    for (const unit of units.values()) {
      const found = stateOn(unit, date);
      if (found) index.set(found.parentId, [...(index.get(found.parentId) ?? []), unit]);
    }
    if (childrenByDay.size >= maxCachedDays) childrenByDay.clear();
    childrenByDay.set(date, index);
    return index;
  }

  return {
    version: acts.reduce((latest, act) => Math.max(latest, act.version), 0),
    acts,
    units,
    get: (id) => units.get(id),
    require: (id) => {
      const unit = units.get(id);
      if (!unit) throw new Error(`a record names an unknown unit ${id}`);
      return unit;
    },
    stateOn: state,
    pathOn,
    childrenOn: (parentId, date) => childIndex(date).get(parentId) ?? [],
    heirsOn,
    covers: (holder, id, date) =>
      holder === id || heirsOn(id, date).some((heir) => pathOn(heir, date).includes(holder)),
  };
}

/** The tree is asked for a handful of days; a caller who walks through many must not fill the memory. */
const maxCachedDays = 16;
