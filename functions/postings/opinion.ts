import { createHash } from 'node:crypto';
import type { Id } from '../kernel/ids.ts';
import { readTrackingCode } from '../kernel/tracking-code.ts';

/** Ủng hộ, cung cấp thông tin, tố cáo hoặc phản ánh. */
export const opinionKinds = ['SUPPORT', 'INFORMATION', 'ACCUSATION'] as const;
export type OpinionKind = (typeof opinionKinds)[number];

export const opinionStatuses = ['RECEIVED', 'CLASSIFIED', 'ANSWERED'] as const;
export type OpinionStatus = (typeof opinionStatuses)[number];

/** The nominees come back to the list, or leave it. */
export const accusationOutcomes = ['CLEARED', 'EXCLUDED'] as const;
export type AccusationOutcome = (typeof accusationOutcomes)[number];

export type Said = { readonly text: string; readonly at: string; readonly by: Id<'usr'> };

/** What somebody sent about a notice. The text is what they wrote, and is shown as text only, to those who handle it. */
export type Opinion = {
  readonly id: Id<'opi'>;
  readonly postingId: Id<'pst'>;
  readonly unitId: Id<'unt'>;
  /** Running number in the notice's register. */
  readonly number: number;
  readonly text: string;
  /** Numbers of rows that it is about; empty for the whole notice. */
  readonly rows: readonly number[];
  /** Sealed; null when it was sent without identity. */
  readonly contact: string | null;
  readonly receivedAt: string;
  readonly status: OpinionStatus;
  readonly kind: OpinionKind | null;
  /** Whom the accusation stopped. */
  readonly accused: { readonly dossierId: Id<'dos'>; readonly nomineeIds: readonly Id<'nom'>[] } | null;
  readonly resolution: (Said & { readonly outcome: AccusationOutcome }) | null;
  readonly answer: Said | null;
  readonly version: number;
};

export type OpinionCounts = {
  readonly received: number;
  readonly support: number;
  readonly information: number;
  readonly accusation: number;
  readonly answered: number;
};

export const noOpinions: OpinionCounts = {
  received: 0,
  support: 0,
  information: 0,
  accusation: 0,
  answered: 0,
};

export const unclassified = ({ received, support, information, accusation }: OpinionCounts): number =>
  received - support - information - accusation;

const field = { SUPPORT: 'support', INFORMATION: 'information', ACCUSATION: 'accusation' } as const;

/** The counts after an opinion moved from one kind to another; null is "not yet classified". */
export function recount(counts: OpinionCounts, from: OpinionKind | null, to: OpinionKind): OpinionCounts {
  const left = from ? { ...counts, [field[from]]: counts[field[from]] - 1 } : counts;
  return { ...left, [field[to]]: left[field[to]] + 1 };
}

/** The hash under which a code is found, however it was typed; undefined for what can't be a code. */
export function codeHash(raw: string): string | undefined {
  const code = readTrackingCode(raw);
  return code && createHash('sha256').update(`opinion ${code}`).digest('base64url');
}
