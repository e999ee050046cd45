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

/**
 * Puts one notice into each reader's list, all in one transaction with `more`; answers false when it had been done
 * before. Throws when the table was busy: the cause is then told by the next run.
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
  const mails = notices.flatMap((notice, i) => mailFor(notice, boxes[i]) ?? []);
  const writes = [
    ...more,
    ...notices.map((notice) => deps.notices.create(notice)),
    ...mails.map((mail) => deps.mails.create(mail)),
    ...deliveries.map((delivery) => deps.webhooks.createDelivery(delivery)),
  ];
  if (writes.length === 0) return false;
  try {
    await deps.table.transact(writes.map((write) => write.request));
    return true;
  } catch (error) {
    if (error instanceof TransactionRefused && isRepeat(error)) return false;
    throw error;
  }
}

/** Nothing but "it is there already" stood in the way. */
const isRepeat = (error: TransactionRefused): boolean =>
  error.reasons.every(({ code }) => code === 'None' || code === 'ConditionalCheckFailed');
