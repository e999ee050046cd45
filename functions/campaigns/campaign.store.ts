import * as z from 'zod/mini';
import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedDate, storedDecimal, storedId } from '../kernel/table/schemas.ts';
import type { QuerySpec } from '../kernel/table/table.ts';
import { create, overwrite, replace, versionOf, type Write } from '../kernel/table/write.ts';
import { unitKinds } from '../units/unit.ts';
import { notAddressed, type Addressing } from './addressing.ts';
import {
  campaignKinds,
  campaignMethods,
  campaignStatuses,
  directions,
  isPublic,
  launchLevels,
  periodKinds,
  yearsOf,
  type Campaign,
} from './campaign.ts';

export interface CampaignStore {
  get(id: Id<'cmp'>): Promise<Campaign | undefined>;
  /** How far the list of addressed units is written. */
  addressing(id: Id<'cmp'>): Promise<Addressing>;
  create(campaign: Campaign): Write;
  /** Replaces a campaign, whose stored version must be one less. */
  replace(after: Campaign): Write;
  setAddressing(id: Id<'cmp'>, addressing: Addressing): Write;
  /** The rows under which a launched campaign is listed, one for each of its years. */
  list(campaign: Campaign): readonly Write[];
  pageByYear(year: number, args: PageArgs): Promise<Page<Campaign>>;
  pageByHostAndYear(hostUnitId: Id<'unt'>, year: number, args: PageArgs): Promise<Page<Campaign>>;
  pageByHost(hostUnitId: Id<'unt'>, args: PageArgs): Promise<Page<Campaign>>;
  pageByParent(parentId: Id<'cmp'>, args: PageArgs): Promise<Page<Campaign>>;
  /** What a unit has drafted and not launched. */
  pageDrafts(hostUnitId: Id<'unt'>, args: PageArgs): Promise<Page<Campaign>>;
}

const text = z.string();
const dates = z.object({
  acknowledgeBy: z.nullable(storedDate),
  registerBy: z.nullable(storedDate),
  planBy: z.nullable(storedDate),
  reportsBy: z.readonly(z.array(storedDate)),
});

const campaignShape = itemShape({
  type: 'campaign',
  v: 1,
  data: () =>
    z.object({
      id: storedId('cmp'),
      hostUnitId: storedId('unt'),
      name: text,
      kind: z.enum(campaignKinds),
      launcher: z.object({ level: z.enum(launchLevels), unitId: z.nullable(storedId('unt')), name: text }),
      parentId: z.nullable(storedId('cmp')),
      ancestorIds: z.readonly(z.array(storedId('cmp'))),
      legalBases: z.readonly(
        z.array(
          z.object({
            number: text,
            issuer: text,
            issuedOn: z.nullable(storedDate),
            summary: z.nullable(text),
          }),
        ),
      ),
      period: z.object({ kind: z.enum(periodKinds), from: storedDate, to: storedDate }),
      contents: text,
      criteria: z.readonly(z.array(text)),
      targets: z.readonly(
        z.array(
          z.object({
            code: text,
            name: text,
            unit: text,
            direction: z.enum(directions),
            baseline: z.nullable(storedDecimal),
            plan: z.nullable(storedDecimal),
            actual: z.nullable(storedDecimal),
          }),
        ),
      ),
      addressing: z.object({
        unitIds: z.readonly(z.array(storedId('unt'))),
        kinds: z.readonly(z.array(z.enum(unitKinds))),
        underUnitId: z.nullable(storedId('unt')),
      }),
      dueDates: dates,
      // Campaigns of before it was asked.
      method: z._default(z.nullable(z.enum(campaignMethods)), null),
      unverified: z.readonly(z.array(text)),
      status: z.enum(campaignStatuses),
      launchedOn: z.nullable(storedDate),
      closingReason: z.nullable(text),
      documents: z.readonly(
        z.array(
          z.object({
            attachmentId: storedId('att'),
            title: text,
            fileName: text,
            contentType: text,
            size: z.int(),
            sha256: text,
          }),
        ),
      ),
    }),
});

const addressingShape = itemShape({
  type: 'campaignAddressing',
  v: 1,
  data: () =>
    z.object({
      written: z.readonly(z.array(storedId('unt'))),
      outdated: z.readonly(z.array(storedId('unt'))),
    }),
});

const rowShape = itemShape({ type: 'campaignYear', v: 1, data: () => z.object({ id: storedId('cmp') }) });

export const campaignPk = (id: Id<'cmp'>) => `CMP#${id}`;
const rootKey = (id: Id<'cmp'>): Key => ({ pk: campaignPk(id), sk: '#' });
const addressingKey = (id: Id<'cmp'>): Key => ({ pk: campaignPk(id), sk: 'ADDRESSING' });

export function campaignStore(reader: ListReader): CampaignStore {
  const get = async (id: Id<'cmp'>) => {
    const item = await reader.table.get(rootKey(id));
    return item && read(item);
  };

  /** A page of year rows, with their campaigns fetched together. */
  async function pageOfYears(list: QuerySpec, args: PageArgs): Promise<Page<Campaign>> {
    const page = await pageOf(reader, list, args, (item) => rowShape.read(item).id);
    const edges = await Promise.all(
      page.edges.map(async ({ node: id, cursor }) => ({ node: await known(get, id), cursor })),
    );
    return { ...page, edges };
  }

  return {
    get,
    addressing: async (id) => {
      const item = await reader.table.get(addressingKey(id));
      return item ? addressingShape.read(item) : notAddressed;
    },
    create: (campaign) => create(rootItem(campaign), refusal('DUPLICATE', []), 1),
    replace: (after) => replace(rootItem(after), after.version - 1),
    setAddressing: (id, addressing) => overwrite(addressingShape.item(addressingKey(id), addressing)),
    list: (campaign) => yearsOf(campaign.period).map((year) => overwrite(yearRow(campaign, year))),
    pageByYear: (year, args) => pageOfYears({ index: 'gsi1', pk: `CMPY#${year}` }, args),
    pageByHostAndYear: (host, year, args) =>
      pageOfYears({ index: 'gsi2', pk: `CMPHY#${host}#${year}` }, args),
    pageByHost: (host, args) => pageOf(reader, { index: 'gsi1', pk: `CMPH#${host}` }, args, read),
    pageByParent: (parent, args) => pageOf(reader, { index: 'gsi2', pk: `CMPP#${parent}` }, args, read),
    pageDrafts: (host, args) => pageOf(reader, { index: 'gsi1', pk: `CMPD#${host}` }, args, read),
  };
}

async function known(get: CampaignStore['get'], id: Id<'cmp'>): Promise<Campaign> {
  const campaign = await get(id);
  if (!campaign) throw new Error(`a list names an unknown campaign ${id}`);
  return campaign;
}

const read = (item: Item): Campaign => ({ ...campaignShape.read(item), version: versionOf(item) });

/** By its first day, so that the lists read as a calendar. */
const order = (campaign: Campaign) => `${campaign.period.from}#${campaign.id}`;

function rootItem(campaign: Campaign): Item {
  const { version: _, ...data } = campaign;
  const listed = isPublic(campaign);
  return campaignShape.item(
    {
      ...rootKey(campaign.id),
      ...(listed && { gsi1pk: `CMPH#${campaign.hostUnitId}`, gsi1sk: order(campaign) }),
      ...(campaign.status === 'DRAFT' && { gsi1pk: `CMPD#${campaign.hostUnitId}`, gsi1sk: campaign.id }),
      ...(listed && campaign.parentId && { gsi2pk: `CMPP#${campaign.parentId}`, gsi2sk: order(campaign) }),
    },
    data,
  );
}

const yearRow = (campaign: Campaign, year: number): Item =>
  rowShape.item(
    {
      pk: campaignPk(campaign.id),
      sk: `YEAR#${year}`,
      gsi1pk: `CMPY#${year}`,
      gsi1sk: order(campaign),
      gsi2pk: `CMPHY#${campaign.hostUnitId}#${year}`,
      gsi2sk: order(campaign),
    },
    { id: campaign.id },
  );
