import * as z from 'zod/mini';
import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { epochSeconds } from '../kernel/table/idempotency.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedDate, storedId, storedInstant } from '../kernel/table/schemas.ts';
import { create, replace, versionOf, type Write } from '../kernel/table/write.ts';
import { askSchema } from './ask.ts';
import { exportFormats, type Export } from './export.ts';

export interface ExportStore {
  get(id: Id<'exp'>): Promise<Export | undefined>;
  create(one: Export): Write;
  /** Replaces an export, whose stored version must be one less. */
  replace(after: Export): Write;
  /** Those of one person, the latest first, as long as they are kept. */
  pageByUser(userId: Id<'usr'>, args: PageArgs): Promise<Page<Export>>;
}

/** Codes are never taken back, so what was stored as one still is. */
const refusalData = z.custom<Refusal>(
  (value) => z.object({ code: z.string(), field: z.array(z.string()) }).safeParse(value).success,
);

const shape = itemShape({
  type: 'export',
  v: 1,
  data: () =>
    z.object({
      id: storedId('exp'),
      startedBy: storedId('usr'),
      startedAt: storedInstant,
      startedOn: storedDate,
      expiresAt: storedInstant,
      ask: askSchema,
      format: z.enum(exportFormats),
      title: z.string(),
      status: z.enum(['RUNNING', 'READY', 'FAILED']),
      rows: z.nullable(z.int()),
      size: z.nullable(z.int()),
      refusals: z.readonly(z.array(refusalData)),
    }),
});

export const exportPk = (id: Id<'exp'>) => `EXP#${id}`;
const rootKey = (id: Id<'exp'>): Key => ({ pk: exportPk(id), sk: '#' });

/** What was asked for is kept a month, for whoever asks where a file came from; then the event alone tells. */
const keptSeconds = 30 * 24 * 60 * 60;

export function exportStore(reader: ListReader): ExportStore {
  return {
    get: async (id) => {
      const item = await reader.table.get(rootKey(id));
      return item && read(item);
    },
    create: (one) => create(rootItem(one), refusal('DUPLICATE', []), 1),
    replace: (after) => replace(rootItem(after), after.version - 1),
    pageByUser: (userId, args) =>
      pageOf(reader, { index: 'gsi1', pk: `EXPU#${userId}`, descending: true }, args, read),
  };
}

const read = (item: Item): Export => ({ ...shape.read(item), version: versionOf(item) });

function rootItem({ version: _, ...data }: Export): Item {
  const { id, startedBy, startedAt } = data;
  const keys = { ...rootKey(id), gsi1pk: `EXPU#${startedBy}`, gsi1sk: id };
  return { ...shape.item(keys, data), ttl: epochSeconds(new Date(startedAt)) + keptSeconds };
}
