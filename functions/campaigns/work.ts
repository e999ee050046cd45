import { createHash } from 'node:crypto';
import type { LocalDate } from '../kernel/dates.ts';
import type { Decimal } from '../kernel/decimal.ts';
import { derivedId, type Id } from '../kernel/ids.ts';

export type PlanStep = {
  readonly task: string;
  readonly responsible: string;
  readonly dueOn: LocalDate | null;
};

/** A unit's plan for carrying out a campaign. */
export type ActionPlan = {
  readonly id: Id<'pln'>;
  readonly campaignId: Id<'cmp'>;
  readonly unitId: Id<'unt'>;
  readonly contents: string;
  readonly steps: readonly PlanStep[];
  /** The first time; later versions don't make it late. */
  readonly submittedAt: string;
  readonly late: boolean;
  readonly version: number;
};

export type TargetResult = { readonly code: string; readonly actual: Decimal };

/** A unit's report for one due day of a campaign. */
export type ProgressReport = {
  readonly id: Id<'prg'>;
  readonly campaignId: Id<'cmp'>;
  readonly unitId: Id<'unt'>;
  readonly dueOn: LocalDate;
  readonly contents: string;
  readonly results: readonly TargetResult[];
  readonly submittedAt: string;
  readonly late: boolean;
  readonly version: number;
};

export const reviewKinds = ['MID_TERM', 'FINAL'] as const;

/** Sơ kết, or tổng kết, which ends the campaign. */
export type CampaignReview = {
  readonly id: Id<'rvw'>;
  readonly campaignId: Id<'cmp'>;
  readonly kind: (typeof reviewKinds)[number];
  readonly heldOn: LocalDate;
  readonly summary: string;
  readonly results: readonly TargetResult[];
};

const digest = (...parts: readonly string[]) => createHash('sha256').update(parts.join('\n')).digest();

export const planId = (campaignId: Id<'cmp'>, unitId: Id<'unt'>): Id<'pln'> =>
  derivedId('pln', digest(campaignId, unitId));

/** One for each due day, so that a report is corrected and never doubled. */
export const reportId = (campaignId: Id<'cmp'>, unitId: Id<'unt'>, dueOn: LocalDate): Id<'prg'> =>
  derivedId('prg', digest(campaignId, unitId, dueOn));
