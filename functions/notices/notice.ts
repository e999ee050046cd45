import { createHash } from 'node:crypto';
import { derivedId, type Id } from '../kernel/ids.ts';
import type { NoticeKind } from './template.ts';

/** One line that one person reads in their own list. Holds nothing that anybody in the room might not read. */
export type Notice = {
  readonly id: Id<'ntc'>;
  readonly userId: Id<'usr'>;
  readonly kind: NoticeKind;
  readonly title: string;
  readonly text: string;
  /** The record that it is about; whether the reader may still see that, its own rules say. */
  readonly aboutId: string;
  readonly unitId: Id<'unt'>;
  readonly at: string;
  readonly readAt: string | null;
};

/** The same cause tells the same person the same thing only once. */
export const noticeId = (userId: Id<'usr'>, cause: string): Id<'ntc'> =>
  derivedId('ntc', createHash('sha256').update(`${userId}\n${cause}`).digest());

export const deliveries = ['NONE', 'EACH', 'DAILY'] as const;
/** How a person wants notices by e-mail: not at all, each as it comes, or one letter in the morning. */
export type Delivery = (typeof deliveries)[number];

/** A person's list of notices as a whole: what they chose, and how often it has changed. */
export type NoticeBox = {
  readonly userId: Id<'usr'>;
  readonly delivery: Delivery;
  /** An office address that an administrator entered; null for none. */
  readonly address: string | null;
  readonly version: number;
};

export const emptyBox = (userId: Id<'usr'>): NoticeBox => ({
  userId,
  delivery: 'NONE',
  address: null,
  version: 0,
});
