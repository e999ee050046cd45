import * as z from 'zod/mini';
import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { epochSeconds } from '../kernel/table/idempotency.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedId, storedInstant } from '../kernel/table/schemas.ts';
import { create, type Write } from '../kernel/table/write.ts';
import { mailStates, type Mail } from './mail.ts';

export interface MailStore {
  get(userId: Id<'usr'>, noticeId: Id<'ntc'>): Promise<Mail | undefined>;
  create(mail: Mail): Write;
  /** Writes what followed from `before`; BUSY when somebody was faster. */
  put(before: Mail, after: Mail): Write;
  /** Mails that may be tried by an instant, the longest waiting first. The index lags: look again before sending. */
  due(before: string, limit: number): Promise<readonly Mail[]>;
  /** Mails that were given up, the latest first. */
  pageFailed(args: PageArgs): Promise<Page<Mail>>;
}

const kept = 60 * 24 * 60 * 60;

const mailShape = itemShape({
  type: 'noticeMail',
  v: 1,
  data: () =>
    z.object({
      noticeId: storedId('ntc'),
      userId: storedId('usr'),
      title: z.string(),
      text: z.string(),
      state: z.enum(mailStates),
      after: storedInstant,
      attempts: z.int(),
      failedAt: z._default(z.nullable(storedInstant), null),
    }),
});

const keyOf = (userId: Id<'usr'>, noticeId: Id<'ntc'>): Key => ({ pk: `NTC#${userId}`, sk: `M#${noticeId}` });

export function mailStore(reader: ListReader): MailStore {
  const { table } = reader;
  return {
    get: async (userId, noticeId) => {
      const item = await table.get(keyOf(userId, noticeId));
      return item && mailShape.read(item);
    },
    create: (mail) => create(itemOf(mail), refusal('DUPLICATE', [])),
    put: (before, after) => ({
      request: {
        Put: {
          Item: itemOf(after),
          ConditionExpression: '#data.#state = :state AND #data.attempts = :attempts',
          ExpressionAttributeNames: { '#data': 'data', '#state': 'state' },
          ExpressionAttributeValues: { ':state': before.state, ':attempts': before.attempts },
        },
      },
      onConflict: () => refusal('BUSY', []),
    }),
    due: async (before, limit) => {
      const range = { skFrom: '0', skTo: `${before}~` };
      const { items } = await table.query({ index: 'gsi3', pk: 'NTCMAIL', ...range, limit });
      return items.map((item) => mailShape.read(item));
    },
    pageFailed: (args) =>
      pageOf(reader, { index: 'gsi3', pk: 'NTCMAILF', descending: true }, args, (item) =>
        mailShape.read(item),
      ),
  };
}

const itemOf = (mail: Mail): Item => ({
  ...mailShape.item(
    {
      ...keyOf(mail.userId, mail.noticeId),
      ...(mail.state === 'WAITING' && {
        gsi3pk: 'NTCMAIL',
        gsi3sk: `${mail.after}#${mail.userId}#${mail.noticeId}`,
      }),
      ...(mail.failedAt !== null && {
        gsi3pk: 'NTCMAILF',
        gsi3sk: `${mail.failedAt}#${mail.userId}#${mail.noticeId}`,
      }),
    },
    { ...mail },
  ),
  ttl: epochSeconds(new Date(mail.after)) + kept,
});
