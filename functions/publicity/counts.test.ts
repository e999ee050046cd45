import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mediaKinds, outletLevels } from '../exemplars/media.ts';
import { localDate } from '../kernel/dates.ts';
import { ulidSource } from '../kernel/ids.ts';
import {
  countKinds,
  countOutlets,
  countUnits,
  shifts,
  sumOf,
  total,
  type Cell,
  type CountRow,
} from './counts.ts';
import type { MediaItem } from './item.ts';

const ids = ulidSource({ now: () => new Date('2021-03-01T00:00:00Z') });
const province = ids.next('unt');
const units = [ids.next('unt'), ids.next('unt')] as const;
const outlets = ['Báo Nam Định', 'báo  nam định', 'Báo Nam Đính', 'VTV'] as const;

const anItem = fc
  .record({
    unit: fc.constantFrom(...units),
    medium: fc.constantFrom(...mediaKinds),
    level: fc.constantFrom(...outletLevels),
    outlet: fc.constantFrom(...outlets),
    on: fc.constantFrom(localDate('2020-12-31'), localDate('2021-01-01')),
    status: fc.constantFrom('RECORDED' as const, 'WITHDRAWN' as const),
  })
  .map(({ unit, ...item }): MediaItem => ({
    ...item,
    id: ids.next('mdi'),
    unitId: unit,
    title: 'x',
    link: null,
    fileId: null,
    planId: null,
    event: null,
    campaignId: null,
    exemplarId: null,
    countedAt: [province, unit],
    withdrawReason: null,
    version: 1,
  }));

/** What a table that adds each shift to its rows would hold. */
function kept() {
  const rows = new Map<string, CountRow & { readonly at: string; readonly year: number }>();
  return {
    add: (before: MediaItem | null, after: MediaItem | null) => {
      const moved = shifts(before, after);
      const keys = moved.map(({ at, year, row }) =>
        JSON.stringify([at, year, row.of === 'UNIT' ? row.unitId : [row.level, row.key]]),
      );
      expect(new Set(keys).size).toBe(keys.length); // one write a row, or the transaction is refused
      for (const [i, { at, year, row, cells }] of moved.entries()) {
        const sums = new Map<Cell, number>(rows.get(keys[i] ?? '')?.cells);
        for (const [cell, by] of cells) sums.set(cell, (sums.get(cell) ?? 0) + by);
        rows.set(keys[i] ?? '', { at, year, row, cells: sums });
      }
    },
    of: (at: string, year: number) => [...rows.values()].filter((one) => one.at === at && one.year === year),
  };
}

describe('counts of media items', () => {
  it('are, after any changes, what counting the items anew gives', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anItem, { minLength: 1, maxLength: 5 }), { maxLength: 8 }), (lives) => {
        const table = kept();
        for (const life of lives)
          for (const [i, item] of life.entries()) table.add(life[i - 1] ?? null, item);
        const now = lives.flatMap((life) => life.slice(-1)).filter((item) => item.status === 'RECORDED');
        for (const year of [2020, 2021]) {
          const mine = now.filter((item) => item.on.startsWith(String(year)));
          const counts = { unitId: province, year, rows: table.of(province, year) };
          expect(total(counts)).toBe(mine.length);
          expect(countOutlets(counts).reduce((sum, { count }) => sum + count, 0)).toBe(mine.length);
          for (const { kind, provincial, central } of countKinds(counts)) {
            const ofKind = mine.filter((item) => item.medium === kind);
            expect(provincial).toBe(ofKind.filter((item) => item.level === 'PROVINCIAL').length);
            expect(central).toBe(ofKind.filter((item) => item.level === 'CENTRAL').length);
          }
          for (const unit of units) {
            const own = mine.filter((item) => item.unitId === unit).length;
            expect(countUnits(counts).find(({ unitId }) => unitId === unit)?.count ?? 0).toBe(own);
          }
          expect(counts.rows.every((row) => [...row.cells.values()].every((n) => n >= 0))).toBe(true);
        }
      }),
    );
  });

  it('know an outlet by its name with its marks, however it is capitalised', () => {
    const [one] = fc.sample(anItem, 1);
    if (!one) throw new Error('no item');
    const table = kept();
    for (const outlet of outlets)
      table.add(null, { ...one, outlet, level: 'CENTRAL', on: localDate('2021-01-01'), status: 'RECORDED' });
    const rows = table.of(province, 2021).filter(({ row }) => row.of === 'OUTLET');
    expect(rows.map((row) => sumOf(row)).sort()).toEqual([1, 1, 2]);
  });
});
