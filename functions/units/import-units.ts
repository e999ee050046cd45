import { forbidden } from '../kernel/actor.ts';
import { requireLine } from '../kernel/fields.ts';
import type { Result } from '../kernel/result.ts';
import { changeUnits, type ActInput, type UnitDeps } from './change-units.ts';
import type { Unit } from './unit.ts';

export type ImportUnitsInput = ActInput & {
  /** SNAPSHOT: a list of units as of the day. MERGER: which old commune became part of which new one on that day. */
  readonly format: 'SNAPSHOT' | 'MERGER';
  readonly csv: string;
  readonly newProvinceName?: string | null | undefined;
};

/** Brings a published list into the register as one act: all of it or nothing. Root administrator only. */
export const importUnits = (deps: UnitDeps, input: ImportUnitsInput): Promise<Result<Unit>> =>
  changeUnits(deps, input, {
    operation: 'importUnits',
    event: 'UnitsImported',
    touched: [],
    plan: async (registry, actor) => {
      if (!actor.root) throw forbidden();
      // The CSV parser is needed a few times a year: it stays out of the cold start.
      const { mergerRow, readRows, snapshotRow } = await import('./unit-csv.ts');
      const on = input.effectiveOn;
      if (input.format === 'SNAPSHOT') {
        const { planSnapshot } = await import('./plan-snapshot.ts');
        const rows = readRows(input.csv, snapshotRow);
        return rows.ok ? planSnapshot(registry, deps.ids, rows.value, on) : rows;
      }
      const name = requireLine('newProvinceName', input.newProvinceName ?? '', 200);
      if (!name.ok) return name;
      const { planMerger } = await import('./plan-merger.ts');
      const rows = readRows(input.csv, mergerRow);
      return rows.ok ? planMerger(registry, deps.ids, rows.value, { on, newProvinceName: name.value }) : rows;
    },
  });
