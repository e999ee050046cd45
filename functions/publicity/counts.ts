import { mediaKinds, outletLevels, type MediaKind, type OutletLevel } from '../exemplars/media.ts';
import { yearOf } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import { exactKey } from '../kernel/text.ts';
import type { MediaItem } from './item.ts';

/** What one row of counts is of: a unit's items, or an outlet's. */
export type CountOf =
  | { readonly of: 'UNIT'; readonly unitId: Id<'unt'> }
  | { readonly of: 'OUTLET'; readonly level: OutletLevel; readonly key: string; readonly name: string };

/** Counts of one unit and year by kind and level, such as `NEWS_CENTRAL`. */
export type Cell = `${MediaKind}_${OutletLevel}`;

/** How a change of items moves one row of the counts that a unit keeps for a year. */
export type Shift = {
  readonly at: Id<'unt'>;
  readonly year: number;
  readonly row: CountOf;
  readonly cells: ReadonlyMap<Cell, number>;
};

export const cells: readonly Cell[] = mediaKinds.flatMap((kind) =>
  outletLevels.map((level): Cell => `${kind}_${level}`),
);

/** An outlet is the same however its name is capitalised or spaced, and another one with other marks. */
export const outletKey = (name: string): string => exactKey(name);

/**
 * What one item counts for: a row of its unit and a row of its outlet, with the unit itself and with each one over it. A
 * withdrawn item counts for nothing.
 */
function counted(item: MediaItem | null): readonly Omit<Shift, 'cells'>[] {
  if (!item || item.status === 'WITHDRAWN') return [];
  const { unitId, level, outlet } = item;
  const year = yearOf(item.on);
  return item.countedAt.flatMap((at) => [
    { at, year, row: { of: 'UNIT' as const, unitId } },
    { at, year, row: { of: 'OUTLET' as const, level, key: outletKey(outlet), name: outlet } },
  ]);
}

const keyOf = ({ at, year, row }: Omit<Shift, 'cells'>): string =>
  JSON.stringify([at, year, row.of, row.of === 'UNIT' ? row.unitId : [row.level, row.key]]);

/** How the counts move from an item as it was to the item as it will be: each row once, rows that stay left out. */
export function shifts(before: MediaItem | null, after: MediaItem | null): readonly Shift[] {
  const rows = new Map<string, { readonly shift: Omit<Shift, 'cells'>; readonly cells: Map<Cell, number> }>();
  const move = (item: MediaItem | null, by: 1 | -1) => {
    if (!item) return;
    const cell: Cell = `${item.medium}_${item.level}`;
    for (const shift of counted(item)) {
      const key = keyOf(shift);
      const row = rows.get(key) ?? { shift, cells: new Map<Cell, number>() };
      row.cells.set(cell, (row.cells.get(cell) ?? 0) + by);
      rows.set(key, row);
    }
  };
  move(before, -1);
  move(after, 1);
  return [...rows.values()].flatMap(({ shift, cells: moved }) => {
    const left = new Map([...moved].filter(([, by]) => by !== 0));
    return left.size === 0 ? [] : [{ ...shift, cells: left }];
  });
}

/** A row as it is kept. */
export type CountRow = { readonly row: CountOf; readonly cells: ReadonlyMap<Cell, number> };

export const sumOf = (row: CountRow, wanted: readonly Cell[] = cells): number =>
  wanted.reduce((sum, cell) => sum + (row.cells.get(cell) ?? 0), 0);

/** All that a unit counts for a year. */
export type MediaCounts = {
  readonly unitId: Id<'unt'>;
  readonly year: number;
  readonly rows: readonly CountRow[];
};

const ofUnits = ({ rows }: MediaCounts) => rows.filter(({ row }) => row.of === 'UNIT');

/** Units' rows add up to everything: each item has one unit. */
export const countKinds = (counts: MediaCounts) =>
  mediaKinds.map((kind) => ({
    kind,
    provincial: ofUnits(counts).reduce((sum, row) => sum + sumOf(row, [`${kind}_PROVINCIAL`]), 0),
    central: ofUnits(counts).reduce((sum, row) => sum + sumOf(row, [`${kind}_CENTRAL`]), 0),
  }));

export const total = (counts: MediaCounts): number =>
  ofUnits(counts).reduce((sum, row) => sum + sumOf(row), 0);

type Tally = { readonly count: number };
const most = <T extends Tally>(rows: readonly T[]): readonly T[] =>
  rows.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);

/** Outlets with their items, most first. */
export const countOutlets = ({ rows }: MediaCounts) =>
  most(
    rows.flatMap((one) =>
      one.row.of === 'OUTLET' ? [{ outlet: one.row.name, level: one.row.level, count: sumOf(one) }] : [],
    ),
  );

export type MediaUnitCount = { readonly unitId: Id<'unt'>; readonly count: number };

/** Units with their items, most first. */
export const countUnits = ({ rows }: MediaCounts): readonly MediaUnitCount[] =>
  most(rows.flatMap((one) => (one.row.of === 'UNIT' ? [{ unitId: one.row.unitId, count: sumOf(one) }] : [])));
