import * as z from 'zod/mini';
import { itemShape, type Item } from '../kernel/table/item.ts';
import { storedDate, storedId } from '../kernel/table/schemas.ts';
import type { Table } from '../kernel/table/table.ts';
import { create, replace, versionOf, type Write } from '../kernel/table/write.ts';
import { refusal } from '../kernel/refusal.ts';
import type { UnitAct } from './act.ts';
import { foldActs, type UnitRegistry } from './registry.ts';
import { unitKinds } from './unit.ts';

/** The register of units: read whole and kept in memory, since it is small and changes a few times a year. */
export interface UnitStore {
  /** The register as it is now. One coalesced read when this process already holds the current version. */
  registry(): Promise<UnitRegistry>;
  /** Writes that add an act to the register at `previousVersion`; BUSY, and so tried again, when somebody was faster. */
  append(act: UnitAct, previousVersion: number): readonly Write[];
}

export const unitsPk = 'UNITS';
const headKey = { pk: unitsPk, sk: 'HEAD' };
const actKey = (version: number, part: number) => ({
  pk: unitsPk,
  sk: `ACT#${pad(version, 8)}#${pad(part, 3)}`,
});
const pad = (n: number, width: number) => String(n).padStart(width, '0');

const changeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('create'),
    unitId: storedId('unt'),
    name: z.string(),
    code: z.nullable(z.string()),
    unitKind: z.enum(unitKinds),
    parentId: z.nullable(storedId('unt')),
  }),
  z.object({ kind: z.literal('rename'), unitId: storedId('unt'), name: z.string() }),
  z.object({ kind: z.literal('recode'), unitId: storedId('unt'), code: z.nullable(z.string()) }),
  z.object({ kind: z.literal('reclassify'), unitId: storedId('unt'), unitKind: z.enum(unitKinds) }),
  z.object({ kind: z.literal('move'), unitId: storedId('unt'), parentId: z.nullable(storedId('unt')) }),
  z.object({ kind: z.literal('dissolve'), unitId: storedId('unt') }),
  z.object({ kind: z.literal('succeed'), unitId: storedId('unt'), successorId: storedId('unt') }),
]);

const actShape = itemShape({
  type: 'unitAct',
  v: 1,
  data: () =>
    z.object({
      version: z.int().check(z.positive()),
      effectiveOn: storedDate,
      legalAct: z.object({ number: z.string(), issuer: z.string(), issuedOn: storedDate }),
      changes: z.array(changeSchema),
    }),
});

const headShape = itemShape({ type: 'unitHead', v: 1, data: () => z.object({}) });

/** An item may hold 400 KB. A change with the longest name, in Vietnamese, takes less than a kilobyte. */
const changesPerItem = 300;

/** What one process remembers between requests. */
export type UnitCache = { acts: readonly UnitAct[]; registry: UnitRegistry };

export const emptyUnitCache = (): UnitCache => ({ acts: [], registry: foldActs([]) });

export function unitStore(table: Table, cache: UnitCache): UnitStore {
  let loading: Promise<UnitRegistry> | undefined;

  async function load(): Promise<UnitRegistry> {
    const head = await table.get(headKey);
    const version = head ? versionOf(head) : 0;
    if (cache.registry.version === version) return cache.registry;
    const known = cache.registry.version < version ? cache.acts : [];
    const from = known.at(-1)?.version ?? 0;
    const items = await table.queryAll({
      pk: unitsPk,
      skFrom: actKey(from + 1, 0).sk,
      skTo: actKey(version, 999).sk,
    });
    cache.acts = [...known, ...items.map((item) => actShape.read(item))];
    cache.registry = foldActs(cache.acts);
    return cache.registry;
  }

  return {
    registry: () => (loading ??= load()),
    append: (act, previousVersion) => {
      loading = undefined;
      return [headWrite(previousVersion), ...actItems(act).map((item) => create(item, refusal('BUSY', [])))];
    },
  };
}

const headWrite = (previousVersion: number): Write =>
  previousVersion === 0
    ? create(headShape.item(headKey, {}), refusal('BUSY', []), 1)
    : { ...replace(headShape.item(headKey, {}), previousVersion), onConflict: () => refusal('BUSY', []) };

function actItems(act: UnitAct): readonly Item[] {
  const parts = Math.max(1, Math.ceil(act.changes.length / changesPerItem));
  return Array.from({ length: parts }, (_, part) =>
    actShape.item(actKey(act.version, part), {
      ...act,
      changes: act.changes.slice(part * changesPerItem, (part + 1) * changesPerItem),
    }),
  );
}
