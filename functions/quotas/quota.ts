import type { Id } from '../kernel/ids.ts';
import type { AchievementYear } from '../law/achievement-year.ts';

/** Seats of one award that a unit may propose for in one year. */
export type QuotaKey = {
  readonly unitId: Id<'unt'>;
  readonly awardCode: string;
  readonly year: AchievementYear;
};

/** Held in one item: submissions take seats and returns give them back without reading it. */
export type Quota = QuotaKey & {
  /** Null while nobody has set any, which lets everything through. */
  readonly seats: number | null;
  readonly taken: number;
  /** The number of people that a percentage is taken of; null where none was needed. */
  readonly base: number | null;
  /** How the ceiling was reckoned when it was set. */
  readonly working: readonly string[];
  readonly version: number;
};

export const freeSeats = ({ seats, taken }: Quota): number | null => (seats === null ? null : seats - taken);

/** Seats that a dossier holds from its submission on. */
export type HeldSeats = {
  readonly year: AchievementYear;
  readonly perAward: Readonly<Record<string, number>>;
};

export const maxSeats = 100_000;
