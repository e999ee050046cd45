import { addDays, type LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { UnitRegistry } from '../units/registry.ts';
import type { Contribution, Listing, Row } from './contribution.ts';

/** WAS: by the tree of the day that a number is for. IS: by the tree of today, whatever the day. */
export type Tree = 'WAS' | 'IS';
export type Path = readonly Id<'unt'>[];

/** A change of a number on a day, for every unit on a path. Numbers are sums of these. */
export type Mark = {
  readonly tree: Tree;
  readonly path: Path;
  readonly measure: string;
  readonly day: LocalDate;
  readonly n: number;
  /** A stock goes on in the years that follow; a flow ends with its year. */
  readonly lasts: boolean;
};

export type PlacedListing = { readonly tree: Tree; readonly path: Path } & Listing;

export type Placed = {
  readonly marks: readonly Mark[];
  readonly listings: readonly PlacedListing[];
};

/**
 * Where what belongs to a unit counts on a day: under the unit; under its heir once it is gone; where it has several, under
 * what these have in common; and under its last place where nobody carries it on.
 */
export function placeOn(registry: UnitRegistry, unitId: Id<'unt'>, day: LocalDate): Path {
  const own = registry.pathOn(unitId, day);
  if (own.length > 0) return own;
  const heirs = registry.heirsOn(unitId, day).map((heir) => registry.pathOn(heir, day));
  const common = heirs.reduce<Path | undefined>((so, path) => (so ? shared(so, path) : path), undefined);
  if (common && common.length > 0) return common;
  const { from, to } = registry.require(unitId).life;
  const last = registry.pathOn(unitId, to !== null && day >= to ? addDays(to, -1) : from);
  return last.length > 0 ? last : [unitId];
}

const shared = (a: Path, b: Path): Path => {
  const end = a.findIndex((id, index) => b[index] !== id);
  return end < 0 ? a : a.slice(0, end);
};

type Stay = { readonly path: Path; readonly from: LocalDate | null; readonly to: LocalDate | null };

/** The places of a unit in the order of time; a register's acts are few, so each of their days is looked at. */
function staysOf(registry: UnitRegistry, unitId: Id<'unt'>): readonly Stay[] {
  const days = [...new Set(registry.acts.map((act) => act.effectiveOn))].sort();
  const stays: Stay[] = [];
  for (const [index, day] of days.entries()) {
    const path = placeOn(registry, unitId, day);
    const before = stays.at(-1);
    if (before && samePath(before.path, path)) continue;
    if (before) stays[stays.length - 1] = { ...before, to: day };
    stays.push({ path, from: index === 0 ? null : day, to: null });
  }
  return stays;
}

export const samePath = (a: Path, b: Path): boolean => a.join() === b.join();

export type Places = {
  readonly registry: UnitRegistry;
  readonly today: LocalDate;
  stays(unitId: Id<'unt'>): readonly Stay[];
  now(unitId: Id<'unt'>): Path;
};

/** The places of units by one version of the register, each found once. */
export function placesOf(registry: UnitRegistry, today: LocalDate): Places {
  const known = new Map<Id<'unt'>, readonly Stay[]>();
  const stays = (unitId: Id<'unt'>) => {
    const found = known.get(unitId) ?? staysOf(registry, unitId);
    known.set(unitId, found);
    return found;
  };
  return { registry, today, stays, now: (unitId) => placeOn(registry, unitId, today) };
}

/** Under which units, on which days, by both trees, a contribution counts. */
export function placed({ unitId, rows, listings }: Contribution, places: Places): Placed {
  const now = places.now(unitId);
  return {
    marks: rows.flatMap((row) => [...marks('IS', now, row), ...marksThen(row, unitId, places)]),
    listings: listings.flatMap((listing) => [
      { tree: 'IS' as const, path: now, ...listing },
      ...(listing.kind === 'FLOW'
        ? [{ tree: 'WAS' as const, path: placeOn(places.registry, unitId, listing.day), ...listing }]
        : []),
    ]),
  };
}

function marks(tree: Tree, path: Path, row: Row): readonly Mark[] {
  const { measure, n } = row;
  if (row.kind === 'FLOW') return [{ tree, path, measure, day: row.on, n, lasts: false }];
  return [
    { tree, path, measure, day: row.from, n, lasts: true },
    ...(row.to === null ? [] : [{ tree, path, measure, day: row.to, n: -n, lasts: true }]),
  ];
}

/** A stock moves with its unit on the day on which the tree changes. */
function marksThen(row: Row, unitId: Id<'unt'>, places: Places): readonly Mark[] {
  if (row.kind === 'FLOW') return marks('WAS', placeOn(places.registry, unitId, row.on), row);
  return places.stays(unitId).flatMap((stay) => {
    const from = stay.from !== null && stay.from > row.from ? stay.from : row.from;
    const to = stay.to === null || (row.to !== null && row.to < stay.to) ? row.to : stay.to;
    return to === null || from < to ? marks('WAS', stay.path, { ...row, from, to }) : [];
  });
}
