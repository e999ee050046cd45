import * as z from 'zod/mini';
import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedDate, storedId, storedInstant } from '../kernel/table/schemas.ts';
import { create, replace, versionOf, type Write } from '../kernel/table/write.ts';
import { datumStatus } from '../law/datum.ts';
import { unitKinds } from '../units/unit.ts';
import { bandOf, yearStatuses, type Band, type ExemplarUnit, type ExemplarYear } from './exemplar-year.ts';

export interface ExemplarYearStore {
  get(id: Id<'exy'>): Promise<ExemplarYear | undefined>;
  /** BUSY, and so decided again, when the host has this year by now. */
  create(year: ExemplarYear): Write;
  /** Replaces a year, whose stored version must be one less. */
  replace(after: ExemplarYear): Write;
  unit(yearId: Id<'exy'>, unitId: Id<'unt'>): Promise<ExemplarUnit | undefined>;
  /** BUSY, and so decided again, when the unit is enrolled by now. */
  enrol(unit: ExemplarUnit): Write;
  /** Replaces a unit's part, whose stored version must be one less. */
  replaceUnit(after: ExemplarUnit): Write;
  /** The same beside another aggregate that the caller named: BUSY, and so decided again. */
  followUnit(after: ExemplarUnit): Write;
  /** Every unit of a year by the order of ids, or those of one band by name. */
  pageUnits(yearId: Id<'exy'>, band: Band | null, args: PageArgs): Promise<Page<ExemplarUnit>>;
  /** Units that have saved no plan, by name. */
  pageWithoutPlan(yearId: Id<'exy'>, args: PageArgs): Promise<Page<ExemplarUnit>>;
}

const limits = z.object({ atLeast: z.int(), atMost: z.int(), citation: z.string(), status: datumStatus });

const yearShape = itemShape({
  type: 'exemplarYear',
  v: 1,
  data: () =>
    z.object({
      id: storedId('exy'),
      hostUnitId: storedId('unt'),
      year: z.int(),
      limits,
      kinds: z.readonly(z.array(z.enum(unitKinds))),
      openedOn: storedDate,
      enrolledThrough: z.nullable(storedId('unt')),
      enrolled: z.int(),
      pending: z.int(),
      status: z.enum(yearStatuses),
    }),
});

const unitShape = itemShape({
  type: 'exemplarUnit',
  v: 1,
  data: () =>
    z.object({
      yearId: storedId('exy'),
      hostUnitId: storedId('unt'),
      year: z.int(),
      unitId: storedId('unt'),
      name: z.string(),
      limits,
      plan: z.nullable(
        z.object({
          goals: z.string(),
          intended: z.int(),
          measures: z.string(),
          savedAt: storedInstant,
          savedBy: storedId('usr'),
        }),
      ),
      introduced: z.int().check(z.nonnegative()),
    }),
});

export const yearPk = (id: Id<'exy'>) => `EXY#${id}`;
const rootKey = (id: Id<'exy'>): Key => ({ pk: yearPk(id), sk: '#' });
const unitKey = (yearId: Id<'exy'>, unitId: Id<'unt'>): Key => ({ pk: yearPk(yearId), sk: `UNIT#${unitId}` });

/** Events of a unit's part have a partition of their own, since the year numbers its own. */
export const unitPartPk = (yearId: Id<'exy'>, unitId: Id<'unt'>) => `${yearPk(yearId)}#UNIT#${unitId}`;

export function exemplarYearStore(reader: ListReader): ExemplarYearStore {
  return {
    get: async (id) => {
      const item = await reader.table.get(rootKey(id));
      return item && { ...yearShape.read(item), version: versionOf(item) };
    },
    create: (year) => create(yearItem(year), refusal('BUSY', []), 1),
    replace: (after) => replace(yearItem(after), after.version - 1),
    unit: async (yearId, unitId) => {
      const item = await reader.table.get(unitKey(yearId, unitId));
      return item && readUnit(item);
    },
    enrol: (unit) => create(unitItem(unit), refusal('BUSY', []), 1),
    replaceUnit: (after) => replace(unitItem(after), after.version - 1),
    followUnit: (after) => ({
      ...replace(unitItem(after), after.version - 1),
      onConflict: () => refusal('BUSY', []),
    }),
    pageUnits: (yearId, band, args) =>
      pageOf(
        reader,
        band === null
          ? { pk: yearPk(yearId), skPrefix: 'UNIT#' }
          : { index: 'gsi1', pk: `EXYB#${yearId}`, skPrefix: `${band}#` },
        args,
        readUnit,
      ),
    pageWithoutPlan: (yearId, args) =>
      pageOf(reader, { index: 'gsi2', pk: `EXYP#${yearId}` }, args, readUnit),
  };
}

const readUnit = (item: Item): ExemplarUnit => ({ ...unitShape.read(item), version: versionOf(item) });

const yearItem = ({ version: _, ...data }: ExemplarYear): Item => yearShape.item(rootKey(data.id), data);

function unitItem({ version: _, ...data }: ExemplarUnit): Item {
  const byName = `${data.name}#${data.unitId}`;
  return unitShape.item(
    {
      ...unitKey(data.yearId, data.unitId),
      gsi1pk: `EXYB#${data.yearId}`,
      gsi1sk: `${bandOf(data.introduced, data.limits)}#${byName}`,
      // Sparse: the index holds only those that are missed.
      ...(data.plan === null && { gsi2pk: `EXYP#${data.yearId}`, gsi2sk: byName }),
    },
    data,
  );
}
