import { instant, type Clock } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { TransactionRefused, type Table } from '../kernel/table/table.ts';
import type { Write } from '../kernel/table/write.ts';
import type { WebhookStore } from '../webhooks/webhook.store.ts';
import { deliveriesOf } from '../webhooks/webhook.ts';
import { mailFor } from './mail.ts';
import type { MailStore } from './mail.store.ts';
import { noticeId, type Notice } from './notice.ts';
import type { NoticeStore } from './notice.store.ts';
import { templates, type NoticeFacts, type NoticeKind } from './template.ts';

export type Posting = {
  /** What brought it about; the same cause is told once. */
  readonly cause: string;
  readonly kind: NoticeKind;
  readonly facts: NoticeFacts;
  readonly aboutId: string;
  readonly unitId: Id<'unt'>;
  readonly userIds: readonly Id<'usr'>[];
  /** For these people's eyes alone: no other system hears of it. */
  readonly restricted: boolean;
};

export type PostDeps = {
  readonly clock: Clock;
  readonly requestId: string;
  readonly table: Table;
  readonly notices: Pick<NoticeStore, 'create' | 'box'>;
  readonly mails: Pick<MailStore, 'create'>;
  readonly webhooks: Pick<WebhookStore, 'of' | 'createDelivery'>;
};

/** People told by one transaction, each by two writes at most, beside five hooks and what goes with them. */
const peopleAtOnce = 45;

/**
 * Puts one notice into each reader's list, with `more` in the last transaction; answers false when it had been done before.
 * Throws when the table was busy, or after a part of many: the next run tells those who have not heard.
 */
export async function postNotices(
  deps: PostDeps,
  posting: Posting,
  more: readonly Write[] = [],
): Promise<boolean> {
  const at = instant(deps.clock);
  const { title, text } = templates[posting.kind](posting.facts);
  const { kind, aboutId, unitId, cause } = posting;
  const notices = posting.userIds.map((userId): Notice => ({
    ...{ userId, kind, title, text, aboutId, unitId, at },
    id: noticeId(userId, cause),
    readAt: null,
  }));
  const [hooks, ...boxes] = await Promise.all([
    deps.webhooks.of(unitId),
    ...posting.userIds.map((userId) => deps.notices.box(userId)),
  ]);
  const message = { topic: kind, unitId, aboutId, title, text, at, cause };
  const deliveries = posting.restricted ? [] : deliveriesOf(hooks, message);
  const people = notices.map((notice, i): readonly Write[] => {
    const mail = mailFor(notice, boxes[i]);
    return [deps.notices.create(notice), ...(mail ? [deps.mails.create(mail)] : [])];
  });
  const last = Math.max(0, people.length - peopleAtOnce);
  for (let at = 0; at < last; at += peopleAtOnce)
    await putNew(deps.table, [], people.slice(at, Math.min(at + peopleAtOnce, last)));
  const hooked = deliveries.map((delivery) => [deps.webhooks.createDelivery(delivery)]);
  return putNew(deps.table, more, [...people.slice(last), ...hooked]);
}

/** Writes `more` and each group that isn't there yet, in one transaction; false when `more`, or every group, was there. */
async function putNew(
  table: Table,
  more: readonly Write[],
  groups: readonly (readonly Write[])[],
): Promise<boolean> {
  const writes = [...more, ...groups.flat()];
  if (writes.length === 0) return false;
  try {
    await table.transact(writes.map((write) => write.request));
    return true;
  } catch (error) {
    if (!(error instanceof TransactionRefused) || !isRepeat(error)) throw error;
    const there = new Set(writes.filter((_, i) => error.reasons[i]?.code !== 'None'));
    if (more.some((write) => there.has(write))) return false;
    return putNew(
      table,
      more,
      groups.filter((group) => !group.some((write) => there.has(write))),
    );
  }
}

/** Nothing but "it is there already" stood in the way. */
const isRepeat = (error: TransactionRefused): boolean =>
  error.reasons.every(({ code }) => code === 'None' || code === 'ConditionalCheckFailed');
