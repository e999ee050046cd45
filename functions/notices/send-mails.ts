import type { Clock } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { log } from '../kernel/log.ts';
import { TransactionRefused, type Table } from '../kernel/table/table.ts';
import { failed, isStale, letterOf, maxAttempts, sent, tried, type Letter, type Mail } from './mail.ts';
import type { MailStore } from './mail.store.ts';
import type { NoticeStore } from './notice.store.ts';

/** Takes a letter to its addressee, or throws. */
export type Mailer = { send(letter: Letter): Promise<void> };

export type SendDeps = {
  readonly requestId: string;
  readonly clock: Clock;
  readonly mailer: Mailer;
  /** A fresh view of the table: what one person's letter has read is old for the next. */
  readonly open: () => {
    readonly table: Table;
    readonly mails: MailStore;
    readonly notices: Pick<NoticeStore, 'box'>;
  };
};

const perRun = 500;
/** What one letter takes: a transaction writes each of its mails. */
const perLetter = 50;

/**
 * Sends what waits, one letter a person. A letter that fails is tried again after 15, 30, 60 and 120 minutes; then its
 * mails count as failed, which is logged for an alarm. A crash after sending sends once more: never less than once.
 */
export async function sendMails(deps: SendDeps): Promise<{ letters: number; failures: number }> {
  const due = await deps.open().mails.due(deps.clock.now().toISOString(), perRun);
  const byUser = new Map<Id<'usr'>, Mail[]>();
  for (const mail of due) byUser.set(mail.userId, [...(byUser.get(mail.userId) ?? []), mail]);
  const tally = { letters: 0, failures: 0 };
  for (const [userId, mails] of byUser) {
    const went = await sendTo(deps, userId, mails.slice(0, perLetter));
    if (went === true) tally.letters += 1;
    if (went === false) tally.failures += 1;
  }
  log.info('MAILS_SENT', tally);
  return tally;
}

/** True when a letter went, false when it failed, undefined when there was none to send. */
async function sendTo(
  deps: SendDeps,
  userId: Id<'usr'>,
  listed: readonly Mail[],
): Promise<boolean | undefined> {
  const { table, mails, notices } = deps.open();
  const [box, ...found] = await Promise.all([
    notices.box(userId),
    ...listed.map((mail) => mails.get(userId, mail.noticeId)),
  ]);
  const now = deps.clock.now();
  const waiting = found.flatMap((mail) =>
    mail?.state === 'WAITING' && mail.after <= now.toISOString() ? [mail] : [],
  );
  if (waiting.length === 0) return undefined;
  const commit = (pairs: readonly (readonly [Mail, Mail])[]) =>
    table.transact(pairs.map(([before, after]) => mails.put(before, after).request));
  // Who has no address any more is written to no more, and nobody gets old news when a sender is first set.
  const old = box.address === null ? waiting : waiting.filter((mail) => isStale(mail, now));
  const giveUpOn = (mail: Mail) => failed(mail, now);
  if (old.length > 0) await commit(pairsOf(old, giveUpOn));
  const fresh = waiting.filter((mail) => !old.includes(mail));
  if (box.address === null || fresh.length === 0) return undefined;
  const taken = fresh.map((mail) => tried(mail, now));
  if (!(await claimed(commit(pairsOf(fresh, (_mail, i) => taken[i]))))) return undefined;
  try {
    await deps.mailer.send(letterOf(box.address, taken));
  } catch (error) {
    await giveUp(deps, taken, commit, error);
    return false;
  }
  await commit(pairsOf(taken, sent));
  return true;
}

type Commit = (pairs: readonly (readonly [Mail, Mail])[]) => Promise<void>;

async function giveUp(deps: SendDeps, taken: readonly Mail[], commit: Commit, error: unknown): Promise<void> {
  const last = taken.filter((mail) => mail.attempts >= maxAttempts);
  log.warn('MAIL_FAILED', { userId: taken[0]?.userId, attempts: taken[0]?.attempts, error });
  if (last.length === 0) return;
  const now = deps.clock.now();
  await commit(pairsOf(last, (mail) => failed(mail, now)));
  log.error('NOTICE_UNDELIVERED', { channel: 'MAIL', requestId: deps.requestId, mails: last.length });
}

async function claimed(transaction: Promise<void>): Promise<boolean> {
  try {
    await transaction;
    return true;
  } catch (error) {
    // Another run is sending the same letter.
    if (error instanceof TransactionRefused) return false;
    throw error;
  }
}

const pairsOf = (mails: readonly Mail[], after: (mail: Mail, index: number) => Mail | undefined) =>
  mails.map((mail, i) => [mail, after(mail, i) ?? mail] as const);
