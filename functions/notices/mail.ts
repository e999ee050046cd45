import { dayOf } from '../kernel/clock.ts';
import { addDays } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { Notice, NoticeBox } from './notice.ts';

export const mailStates = ['WAITING', 'SENT', 'FAILED'] as const;
export type MailState = (typeof mailStates)[number];

/** A notice on its way to its reader's office address. */
export type Mail = {
  readonly noticeId: Id<'ntc'>;
  readonly userId: Id<'usr'>;
  readonly title: string;
  readonly text: string;
  readonly state: MailState;
  /** Not to be tried before this instant. */
  readonly after: string;
  readonly attempts: number;
  /** When it was given up; null while it waits or when it went. */
  readonly failedAt: string | null;
};

/** One letter to one person, with everything that waits for them. */
export type Letter = { readonly to: string; readonly subject: string; readonly text: string };

export const maxAttempts = 5;

/** The mail of a notice, for a reader who wants mail and has an address; undefined for others. */
export function mailFor(notice: Notice, box: NoticeBox | undefined): Mail | undefined {
  if (!box || box.address === null || box.delivery === 'NONE') return undefined;
  const { id, userId, title, text, at } = notice;
  const after = box.delivery === 'DAILY' ? nextMorning(at) : at;
  return { noticeId: id, userId, title, text, state: 'WAITING', after, attempts: 0, failedAt: null };
}

/** Half past seven in Asia/Ho_Chi_Minh, today or tomorrow. */
function nextMorning(at: string): string {
  const day = dayOf(new Date(at));
  const morning = (on: string) => new Date(`${on}T07:30:00+07:00`).toISOString();
  return morning(day) >= at ? morning(day) : morning(addDays(day, 1));
}

/** A try is marked before it is made, so that a crash between the two costs a wait and never an endless loop. */
export const tried = (mail: Mail, now: Date): Mail => ({
  ...mail,
  attempts: mail.attempts + 1,
  after: new Date(now.getTime() + quarter * 2 ** mail.attempts).toISOString(),
});

const quarter = 15 * 60 * 1000;

/** Never tried for three days: there was no sender, and by now it is no news. */
export const isStale = (mail: Mail, now: Date): boolean =>
  mail.attempts === 0 && Date.parse(mail.after) < now.getTime() - threeDays;

const threeDays = 3 * 24 * 60 * 60 * 1000;

export const sent = (mail: Mail): Mail => ({ ...mail, state: 'SENT' });

export const failed = (mail: Mail, now: Date): Mail => ({
  ...mail,
  state: 'FAILED',
  failedAt: now.toISOString(),
});

/** Waits as if it were new, with all of its tries. */
export const again = (mail: Mail, now: Date): Mail => ({
  ...mail,
  state: 'WAITING',
  after: now.toISOString(),
  attempts: 0,
  failedAt: null,
});

export function letterOf(to: string, mails: readonly Mail[]): Letter {
  const [first] = mails;
  const subject = mails.length === 1 && first ? first.title : `thidua: ${mails.length} thông báo`;
  const lines = mails.map(({ title, text }) => `${title}\n${text}`);
  return { to, subject, text: `${lines.join('\n\n')}\n\n${footer}\n` };
}

const footer = 'Xem chi tiết trong hệ thống. Đổi cách nhận thư trong phần thông báo của bạn.';
