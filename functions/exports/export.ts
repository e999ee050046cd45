import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { Ask } from './ask.ts';

export const exportFormats = ['CSV', 'XLSX'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const exportStatuses = ['RUNNING', 'READY', 'FAILED', 'EXPIRED'] as const;
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
  readonly status: Exclude<ExportStatus, 'EXPIRED'>;
  readonly rows: number | null;
  readonly size: number | null;
  readonly refusals: readonly Refusal[];
  readonly version: number;
};

/** A workbook is held in memory whole, a CSV file only as its bytes. */
export const maxRows: Readonly<Record<ExportFormat, number>> = { CSV: 100_000, XLSX: 20_000 };

export const exportHours = 24;

/** Whatever waits or lies longer than its day is gone, whether or not somebody has cleared it away. */
export const statusOf = (one: Export, now: string): ExportStatus =>
  now >= one.expiresAt ? 'EXPIRED' : one.status;

export const exportKey = (id: Id<'exp'>): string => `exports/${id}`;

export const contentTypes: Readonly<Record<ExportFormat, string>> = {
  CSV: 'text/csv; charset=utf-8',
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** `Danh sách đề nghị khen thưởng 2021-03-01.xlsx`. */
export const fileNameOf = ({ title, startedOn, format }: Export): string =>
  `${title.replaceAll(/[/\\:*?"<>|]/g, '-').slice(0, 120)} ${startedOn}.${format.toLowerCase()}`;
