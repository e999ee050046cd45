import * as z from 'zod/mini';
import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { epochSeconds } from '../kernel/table/idempotency.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedId, storedInstant } from '../kernel/table/schemas.ts';
import { create, overwrite, replace, versionOf, type Write } from '../kernel/table/write.ts';
import { deliveries, emptyBox, type Notice, type NoticeBox } from './notice.ts';
import { noticeKinds } from './template.ts';

export interface NoticeStore {
  get(userId: Id<'usr'>, id: Id<'ntc'>): Promise<Notice | undefined>;
  /** Puts a notice into its reader's list; in the way of it stands only itself. */
  create(notice: Notice): Write;
  /** Writes a notice that is known to exist; only beside a guarded write. */
  put(notice: Notice): Write;
  /** A person's notices, the latest first; only those not read yet, if asked. */
  page(userId: Id<'usr'>, unread: boolean, args: PageArgs): Promise<Page<Notice>>;
  /** How many are not read yet, counted no further than `unreadLimit`. */
  countUnread(userId: Id<'usr'>): Promise<number>;
  box(userId: Id<'usr'>): Promise<NoticeBox>;
  /** Replaces a box, whose stored version must be one less. */
  replaceBox(after: NoticeBox): Write;
}

export const unreadLimit = 100;
const kept = 400 * 24 * 60 * 60;

const noticeShape = itemShape({
  type: 'notice',
  v: 1,
  data: () =>
    z.object({
      id: storedId('ntc'),
      userId: storedId('usr'),
      kind: z.enum(noticeKinds),
      title: z.string(),
      text: z.string(),
      aboutId: z.string(),
      unitId: storedId('unt'),
      at: storedInstant,
      readAt: z.nullable(storedInstant),
    }),
});

const boxShape = itemShape({
  type: 'noticeBox',
  v: 1,
  data: () =>
    z.object({ userId: storedId('usr'), delivery: z.enum(deliveries), address: z.nullable(z.string()) }),
});

export const boxPk = (userId: Id<'usr'>): string => `NTC#${userId}`;
const boxKey = (userId: Id<'usr'>): Key => ({ pk: boxPk(userId), sk: '#' });
const noticeKey = (userId: Id<'usr'>, id: Id<'ntc'>): Key => ({ pk: boxPk(userId), sk: `N#${id}` });

export function noticeStore(reader: ListReader): NoticeStore {
  const { table } = reader;
  return {
    get: async (userId, id) => {
      const item = await table.get(noticeKey(userId, id));
      return item && noticeShape.read(item);
    },
    create: (notice) => create(itemOf(notice), refusal('DUPLICATE', [])),
    put: (notice) => overwrite(itemOf(notice)),
    page: (userId, unread, args) => {
      const list = unread
        ? { index: 'gsi2' as const, pk: `NTCNEW#${userId}` }
        : { index: 'gsi1' as const, pk: `NTCU#${userId}` };
      return pageOf(reader, { ...list, descending: true }, args, (item) => noticeShape.read(item));
    },
    countUnread: async (userId) => {
      const { items } = await table.query({ index: 'gsi2', pk: `NTCNEW#${userId}`, limit: unreadLimit });
      return items.length;
    },
    box: async (userId) => {
      const item = await table.get(boxKey(userId));
      return item ? readBox(item) : emptyBox(userId);
    },
    replaceBox: ({ version, ...box }) => {
      const item = boxShape.item(boxKey(box.userId), box);
      return version === 1
        ? create(item, refusal('STALE_VERSION', 'expectedVersion'), 1)
        : replace(item, version - 1);
    },
  };
}

const readBox = (item: Item): NoticeBox => ({ ...boxShape.read(item), version: versionOf(item) });

function itemOf(notice: Notice): Item {
  const { id, userId, at, readAt } = notice;
  const sk = `${at}#${id}`;
  return {
    ...noticeShape.item(
      {
        ...noticeKey(userId, id),
        gsi1pk: `NTCU#${userId}`,
        gsi1sk: sk,
        ...(readAt === null && { gsi2pk: `NTCNEW#${userId}`, gsi2sk: sk }),
      },
      { ...notice },
    ),
    ttl: epochSeconds(new Date(at)) + kept,
  };
}
