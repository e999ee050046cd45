import type { MediaKind, OutletLevel } from '../exemplars/media.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';

export const mediaItemStatuses = ['RECORDED', 'WITHDRAWN'] as const;
export type MediaItemStatus = (typeof mediaItemStatuses)[number];

/** Something that was printed, broadcast or put online, of one unit's work. */
export type MediaItem = {
  readonly id: Id<'mdi'>;
  readonly unitId: Id<'unt'>;
  readonly medium: MediaKind;
  readonly outlet: string;
  readonly level: OutletLevel;
  readonly title: string;
  readonly on: LocalDate;
  /** Kept and shown, never fetched. */
  readonly link: string | null;
  readonly fileId: Id<'att'> | null;
  readonly planId: Id<'pbp'> | null;
  /** Number of the plan's event. */
  readonly event: number | null;
  readonly campaignId: Id<'cmp'> | null;
  readonly exemplarId: Id<'exm'> | null;
  /** The unit and those over it on that day, by whose counts it goes. */
  readonly countedAt: readonly Id<'unt'>[];
  readonly withdrawReason: string | null;
  readonly status: MediaItemStatus;
  readonly version: number;
};

/** What its events tell of it. */
export const itemFacts = ({ unitId, medium, level, on, campaignId, exemplarId }: MediaItem) => ({
  ...{ unitId, medium, level, on, campaignId, exemplarId },
});
