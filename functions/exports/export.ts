import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { Ask } from './ask.ts';

export const exportFormats = ['CSV', 'XLSX'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const exportStatuses = ['RUNNING', 'STALLED', 'READY', 'FAILED', 'EXPIRED'] as const;
export type ExportStatus = (typeof exportStatuses)[number];

/** A list being written to a file, for the one person who asked for it. */
export type Export = {
  readonly id: Id<'exp'>;
  readonly startedBy: Id<'usr'>;
  readonly startedAt: string;
  readonly startedOn: LocalDate;
  /** From then on the file is gone. */
  readonly expiresAt: string;
  readonly ask: Ask;
  readonly format: ExportFormat;
  readonly title: string;
  readonly status: Exclude<ExportStatus, 'STALLED' | 'EXPIRED'>;
  readonly rows: number | null;
  readonly size: number | null;
  readonly refusals: readonly Refusal[];
  readonly version: number;
};

/** A workbook is held in memory whole, a CSV file only as its bytes. */
export const maxRows: Readonly<Record<ExportFormat, number>> = { CSV: 100_000, XLSX: 20_000 };

export const exportHours = 24;

/** Three times what the function may take for one file: whoever waits longer is told so, and may ask anew. */
const stallMinutes = 30;

/**
 * Whatever waits or lies longer than its day is gone, whether or not somebody has cleared it away. What was given up, or
 * waits behind something that is, nobody can tell from what is merely late: it may still come.
 */
export function statusOf(one: Export, now: string): ExportStatus {
  if (now >= one.expiresAt) return 'EXPIRED';
  return one.status === 'RUNNING' && now >= stallsAt(one) ? 'STALLED' : one.status;
}

const stallsAt = ({ startedAt }: Export): string =>
  new Date(Date.parse(startedAt) + stallMinutes * 60_000).toISOString();

/** Still to be written, however late. */
export const isWaiting = (one: Export, now: string): boolean =>
  one.status === 'RUNNING' && now < one.expiresAt;

export const exportKey = (id: Id<'exp'>): string => `exports/${id}`;

export const contentTypes: Readonly<Record<ExportFormat, string>> = {
  CSV: 'text/csv; charset=utf-8',
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** `Danh sách đề nghị khen thưởng 2021-03-01.xlsx`. */
export const fileNameOf = ({ title, startedOn, format }: Export): string =>
  `${title.replaceAll(/[/\\:*?"<>|]/g, '-').slice(0, 120)} ${startedOn}.${format.toLowerCase()}`;
