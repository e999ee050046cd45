import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { mediaKinds, outletLevels } from '../exemplars/media.ts';
import type { Id } from '../kernel/ids.ts';
import { parseId } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { eventPrefix, eventShape, type StoredEvent } from '../kernel/table/event.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedDate, storedId } from '../kernel/table/schemas.ts';
import { create, discard, replace, versionOf, type Write } from '../kernel/table/write.ts';
import { cells, shifts, type CountOf, type CountRow, type MediaCounts, type Shift } from './counts.ts';
import { mediaItemStatuses, type MediaItem } from './item.ts';
import { publicityPlanStatuses, type PublicityPlan } from './plan.ts';

export interface PublicityStore {
  plan(id: Id<'pbp'>): Promise<PublicityPlan | undefined>;
  /** A root says by its version whether it is new. */
  savePlan(plan: PublicityPlan): Write;
  pagePlans(hostUnitId: Id<'unt'>, year: number, args: PageArgs): Promise<Page<PublicityPlan>>;
  item(id: Id<'mdi'>): Promise<MediaItem | undefined>;
  /** The item, the lock on its link (DUPLICATE), and every count that it moves, in one transaction. */
  saveItem(after: MediaItem, before: MediaItem | null): readonly Write[];
  /** What a unit has entered under an address. */
  linked(unitId: Id<'unt'>, link: string): Promise<Id<'mdi'> | undefined>;
  /** Recorded items of a unit, the latest first. */
  pageByUnit(unitId: Id<'unt'>, args: PageArgs): Promise<Page<MediaItem>>;
  pageByCampaign(id: Id<'cmp'>, args: PageArgs): Promise<Page<MediaItem>>;
  pageByExemplar(id: Id<'exm'>, args: PageArgs): Promise<Page<MediaItem>>;
  /** Of a plan's event, by day. */
  pageByEvent(planId: Id<'pbp'>, event: number, args: PageArgs): Promise<Page<MediaItem>>;
  /** What a unit counts for a year: one small row for each unit below it and each outlet that had something. */
  counts(unitId: Id<'unt'>, year: number): Promise<MediaCounts>;
  history(id: Id<'mdi'>, args: PageArgs): Promise<Page<StoredEvent>>;
}

const medium = z.enum(mediaKinds);

const planShape = itemShape({
  type: 'publicityPlan',
  v: 1,
  data: () =>
    z.object({
      id: storedId('pbp'),
      hostUnitId: storedId('unt'),
      year: z.int(),
      title: z.string(),
      documentNumber: z.nullable(z.string()),
      events: z.readonly(
        z.array(
          z.object({
            number: z.int(),
            name: z.string(),
            from: storedDate,
            to: storedDate,
            topic: z.string(),
            unitId: storedId('unt'),
            media: z.readonly(z.array(medium)),
            intended: z.int(),
          }),
        ),
      ),
      status: z.enum(publicityPlanStatuses),
    }),
});

const mediaShape = itemShape({
  type: 'mediaItem',
  v: 1,
  data: () =>
    z.object({
      id: storedId('mdi'),
      unitId: storedId('unt'),
      medium,
      outlet: z.string(),
      level: z.enum(outletLevels),
      title: z.string(),
      on: storedDate,
      link: z.nullable(z.string()),
      fileId: z.nullable(storedId('att')),
      planId: z.nullable(storedId('pbp')),
      event: z.nullable(z.int()),
      campaignId: z.nullable(storedId('cmp')),
      exemplarId: z.nullable(storedId('exm')),
      countedAt: z.readonly(z.array(storedId('unt'))),
      withdrawReason: z.nullable(z.string()),
      status: z.enum(mediaItemStatuses),
    }),
});

const linkShape = itemShape({
  type: 'mediaLink',
  v: 1,
  data: () => z.object({ itemId: storedId('mdi') }),
});

export const publicityPlanPk = (id: Id<'pbp'>) => `PBP#${id}`;
export const mediaItemPk = (id: Id<'mdi'>) => `MDI#${id}`;
const root = (pk: string): Key => ({ pk, sk: '#' });
const countPk = (unitId: Id<'unt'>, year: number) => `MDCOUNT#${unitId}#${year}`;
const countType = 'mediaCount';

export function publicityStore(reader: ListReader): PublicityStore {
  const { table } = reader;
  const page = (index: 'gsi1' | 'gsi2' | 'gsi3', pk: string, args: PageArgs) =>
    pageOf(reader, { index, pk, descending: true }, args, readItem);
  return {
    plan: async (id) => {
      const item = await table.get(root(publicityPlanPk(id)));
      return item && { ...planShape.read(item), version: versionOf(item) };
    },
    savePlan: (plan) => put(planItem(plan), plan.version),
    pagePlans: (hostUnitId, year, args) =>
      pageOf(reader, { index: 'gsi1', pk: `PBPH#${hostUnitId}`, skPrefix: `${year}#` }, args, (item) => ({
        ...planShape.read(item),
        version: versionOf(item),
      })),
    item: async (id) => {
      const item = await table.get(root(mediaItemPk(id)));
      return item && readItem(item);
    },
    saveItem: (after, before) => [
      put(mediaItem(after), after.version),
      ...links(after, before),
      ...shifts(before, after).map(count),
    ],
    linked: async (unitId, link) => {
      const item = await table.get(linkKey(unitId, link));
      return item && linkShape.read(item).itemId;
    },
    pageByUnit: (unitId, args) => page('gsi1', `MDIU#${unitId}`, args),
    pageByCampaign: (id, args) => page('gsi2', `MDIC#${id}`, args),
    pageByExemplar: (id, args) => page('gsi3', `MDIE#${id}`, args),
    pageByEvent: (planId, event, args) =>
      pageOf(reader, { index: 'gsi4', pk: `MDIP#${planId}`, skPrefix: `${event}#` }, args, readItem),
    counts: async (unitId, year) => {
      const rows = await table.queryAll({ pk: countPk(unitId, year) });
      return { unitId, year, rows: rows.map(readCount) };
    },
    history: (id, args) =>
      pageOf(reader, { pk: mediaItemPk(id), skPrefix: eventPrefix, descending: true }, args, (item) =>
        eventShape.read(item),
      ),
  };
}

const put = (item: Item, version: number): Write =>
  version === 1 ? create(item, refusal('DUPLICATE', []), 1) : replace(item, version - 1);

const readItem = (item: Item): MediaItem => ({ ...mediaShape.read(item), version: versionOf(item) });

const planItem = ({ version: _, ...data }: PublicityPlan): Item =>
  planShape.item(
    {
      ...root(publicityPlanPk(data.id)),
      gsi1pk: `PBPH#${data.hostUnitId}`,
      gsi1sk: `${data.year}#${data.id}`,
    },
    data,
  );

function mediaItem({ version: _, ...data }: MediaItem): Item {
  const byDay = `${data.on}#${data.id}`;
  const { campaignId, exemplarId, planId, event } = data;
  return mediaShape.item(
    {
      ...root(mediaItemPk(data.id)),
      // Sparse: what was withdrawn is in no list.
      ...(data.status === 'RECORDED' && {
        ...{ gsi1pk: `MDIU#${data.unitId}`, gsi1sk: byDay },
        ...(campaignId && { gsi2pk: `MDIC#${campaignId}`, gsi2sk: byDay }),
        ...(exemplarId && { gsi3pk: `MDIE#${exemplarId}`, gsi3sk: byDay }),
        ...(planId && event !== null && { gsi4pk: `MDIP#${planId}`, gsi4sk: `${event}#${byDay}` }),
      }),
    },
    data,
  );
}

const linkKey = (unitId: Id<'unt'>, link: string): Key => ({
  pk: `MDLINK#${unitId}`,
  sk: createHash('sha256').update(link).digest('hex'),
});

const linkOf = (item: MediaItem | null) => (item?.status === 'RECORDED' ? item.link : null);

/** One unit enters one address once. */
function links(after: MediaItem, before: MediaItem | null): readonly Write[] {
  const [was, is] = [linkOf(before), linkOf(after)];
  if (was === is) return [];
  const key = (link: string) => linkKey(after.unitId, link);
  return [
    ...(was === null ? [] : [discard(key(was))]),
    ...(is === null
      ? []
      : [create(linkShape.item(key(is), { itemId: after.id }), refusal('DUPLICATE', 'link'))]),
  ];
}

/** Adds to a row, whoever else adds to it at the same time. */
function count({ at, year, row, cells: moved }: Shift): Write {
  const entries = [...moved];
  const named = row.of === 'OUTLET';
  return {
    request: {
      Update: {
        Key: { pk: countPk(at, year), sk: sortKey(row) },
        UpdateExpression: `SET #type = :type, v = :v${named ? ', #name = if_not_exists(#name, :name)' : ''} ADD ${entries.map((_, i) => `#c${i} :c${i}`).join(', ')}`,
        ExpressionAttributeNames: {
          '#type': 'type',
          ...(named && { '#name': 'name' }),
          ...Object.fromEntries(entries.map(([cell], i) => [`#c${i}`, cell])),
        },
        ExpressionAttributeValues: {
          ...{ ':type': countType, ':v': 1 },
          ...(named && { ':name': row.name }),
          ...Object.fromEntries(entries.map(([, by], i) => [`:c${i}`, by])),
        },
      },
    },
    onConflict: () => refusal('BUSY', []),
  };
}

const sortKey = (row: CountOf): string =>
  row.of === 'UNIT' ? `UNIT#${row.unitId}` : `OUTLET#${row.level}#${row.key}`;

function readCount(item: Item): CountRow {
  if (item.type !== countType) throw new Error(`expected a ${countType} at ${item.pk}, found ${item.type}`);
  const numbers = cells.flatMap((cell) => {
    const value = item[cell];
    return typeof value === 'number' ? [[cell, value] as const] : [];
  });
  return { row: rowOf(item), cells: new Map(numbers) };
}

function rowOf({ sk, ...item }: Item): CountOf {
  const [of = '', first = '', key = ''] = sk.split('#');
  if (of === 'UNIT') {
    const unitId = parseId('unt', first);
    if (unitId) return { of, unitId };
  }
  const level = outletLevels.find((one) => one === first);
  if (of !== 'OUTLET' || !level) throw new Error(`a row of media counts has the key ${sk}`);
  return { of, level, key, name: String(item['name']) };
}
