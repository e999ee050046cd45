import * as z from 'zod/mini';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedDate, storedId, storedInstant } from '../kernel/table/schemas.ts';
import type { QuerySpec } from '../kernel/table/table.ts';
import { discard, overwrite, replace, versionOf, type Write } from '../kernel/table/write.ts';
import { registrationStandings, type AddressedUnit, type ListedStanding } from './addressed-unit.ts';
import { campaignPk } from './campaign.store.ts';

export interface AddressedUnitStore {
  get(campaignId: Id<'cmp'>, unitId: Id<'unt'>): Promise<AddressedUnit | undefined>;
  /** Writes a unit of a draft, whatever stood there; only beside a guarded write of the campaign. */
  put(unit: AddressedUnit): Write;
  discard(campaignId: Id<'cmp'>, unitId: Id<'unt'>): Write;
  /** Replaces a unit, whose stored version must be one less. STALE_VERSION when the caller named a version. */
  replace(after: AddressedUnit): Write;
  /** The same beside another aggregate that the caller named: BUSY, and so decided again. */
  follow(after: AddressedUnit): Write;
  /** The units in a standing on a day, by name. */
  page(
    campaignId: Id<'cmp'>,
    standing: ListedStanding,
    on: LocalDate,
    args: PageArgs,
  ): Promise<Page<AddressedUnit>>;
  /** All units of a campaign. */
  ofCampaign(campaignId: Id<'cmp'>): Promise<readonly AddressedUnit[]>;
  /** Everything that was ever addressed to a unit, drafts too; a few dozen a year. */
  ofUnit(unitId: Id<'unt'>): Promise<readonly AddressedUnit[]>;
}

const unitShape = itemShape({
  type: 'addressedUnit',
  v: 1,
  data: () =>
    z.object({
      campaignId: storedId('cmp'),
      unitId: storedId('unt'),
      name: z.string(),
      acknowledgedAt: z.nullable(storedInstant),
      acknowledgedBy: z.nullable(storedId('usr')),
      acknowledgedLate: z.boolean(),
      registration: z.enum(registrationStandings),
      plannedAt: z.nullable(storedInstant),
      plannedLate: z.boolean(),
      reported: z.readonly(z.array(storedDate)),
      lateReports: z.readonly(z.array(storedDate)),
      nextReportBy: z.nullable(storedDate),
    }),
});

const unitKey = (campaignId: Id<'cmp'>, unitId: Id<'unt'>): Key => ({
  pk: campaignPk(campaignId),
  sk: `UNIT#${unitId}`,
});

/** Events of a unit's part in a campaign have a partition of their own, since the campaign numbers its own. */
export const participationPk = (campaignId: Id<'cmp'>, unitId: Id<'unt'>) =>
  `${campaignPk(campaignId)}#UNIT#${unitId}`;

export function addressedUnitStore(reader: ListReader): AddressedUnitStore {
  return {
    get: async (campaignId, unitId) => {
      const item = await reader.table.get(unitKey(campaignId, unitId));
      return item && read(item);
    },
    put: (unit) => overwrite({ ...unitItem(unit), version: 1 }),
    discard: (campaignId, unitId) => discard(unitKey(campaignId, unitId)),
    replace: (after) => replace(unitItem(after), after.version - 1),
    follow: (after) => ({
      ...replace(unitItem(after), after.version - 1),
      onConflict: () => refusal('BUSY', []),
    }),
    page: (campaignId, standing, on, args) => pageOf(reader, listOf(campaignId, standing, on), args, read),
    ofCampaign: async (campaignId) =>
      (await reader.table.queryAll({ pk: campaignPk(campaignId), skPrefix: 'UNIT#' })).map(read),
    ofUnit: async (unitId) => {
      const items = await reader.table.queryAll({ index: 'gsi4', pk: `UNITCMP#${unitId}` });
      return items.map(read);
    },
  };
}

function listOf(campaignId: Id<'cmp'>, standing: ListedStanding, on: LocalDate): QuerySpec {
  const acknowledgement = { index: 'gsi1', pk: `CMPACK#${campaignId}` } as const;
  const registration = { index: 'gsi2', pk: `CMPREG#${campaignId}` } as const;
  switch (standing) {
    case 'ALL':
      return { pk: campaignPk(campaignId), skPrefix: 'UNIT#' };
    case 'MISSING_ACKNOWLEDGEMENT':
      return { ...acknowledgement, skPrefix: 'MISSING#' };
    case 'LATE_ACKNOWLEDGEMENT':
      return { ...acknowledgement, skPrefix: 'LATE#' };
    case 'MISSING_REGISTRATION':
      return { ...registration, skPrefix: 'MISSING#' };
    case 'LATE_REGISTRATION':
      return { ...registration, skPrefix: 'LATE#' };
    case 'OVERDUE_REPORT':
      // A due date counts to its end; today's rows sort after the bare date.
      return { index: 'gsi3', pk: `CMPREP#${campaignId}`, skFrom: '0', skTo: on };
  }
}

const read = (item: Item): AddressedUnit => ({ ...unitShape.read(item), version: versionOf(item) });

function acknowledgement(unit: AddressedUnit): string {
  if (unit.acknowledgedAt === null) return 'MISSING';
  return unit.acknowledgedLate ? 'LATE' : 'ON_TIME';
}

function unitItem(unit: AddressedUnit): Item {
  const { version: _, ...data } = unit;
  const byName = `${unit.name}#${unit.unitId}`;
  return unitShape.item(
    {
      ...unitKey(unit.campaignId, unit.unitId),
      gsi1pk: `CMPACK#${unit.campaignId}`,
      gsi1sk: `${acknowledgement(unit)}#${byName}`,
      gsi2pk: `CMPREG#${unit.campaignId}`,
      gsi2sk: `${unit.registration}#${byName}`,
      ...(unit.nextReportBy !== null && {
        gsi3pk: `CMPREP#${unit.campaignId}`,
        gsi3sk: `${unit.nextReportBy}#${byName}`,
      }),
      gsi4pk: `UNITCMP#${unit.unitId}`,
      gsi4sk: unit.campaignId,
    },
    data,
  );
}
