import type { MediaKind } from '../exemplars/media.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';

export const publicityPlanStatuses = ['DRAFT', 'APPROVED', 'CLOSED'] as const;
export type PublicityPlanStatus = (typeof publicityPlanStatuses)[number];

/** What is to be made known around one event, by whom, and how often. */
export type PublicityEvent = {
  readonly number: number;
  readonly name: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly topic: string;
  /** The unit that sees to it. */
  readonly unitId: Id<'unt'>;
  readonly media: readonly MediaKind[];
  /** How many items are meant. */
  readonly intended: number;
};

/** A host's communication plan of a year, around its events. */
export type PublicityPlan = {
  readonly id: Id<'pbp'>;
  readonly hostUnitId: Id<'unt'>;
  readonly year: number;
  readonly title: string;
  readonly documentNumber: string | null;
  readonly events: readonly PublicityEvent[];
  readonly status: PublicityPlanStatus;
  readonly version: number;
};

export const maxEvents = 100;
