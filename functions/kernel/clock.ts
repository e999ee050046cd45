import { localDate, type LocalDate } from './dates.ts';

/** The only source of time. Deployed functions use `systemClock`; only tests and the local runner pass another. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };

/** Viet Nam keeps UTC+7 all year round (no daylight saving), so a fixed shift is exact. */
const offsetMs = 7 * 60 * 60 * 1000;

/** The calendar day in Asia/Ho_Chi_Minh at an instant. */
export const dayOf = (instant: Date): LocalDate =>
  localDate(new Date(instant.getTime() + offsetMs).toISOString().slice(0, 10));

export const today = (clock: Clock): LocalDate => dayOf(clock.now());

/** The hour of the day, 0–23, in Asia/Ho_Chi_Minh. */
export const hourOf = (clock: Clock): number => new Date(clock.now().getTime() + offsetMs).getUTCHours();

/** As clocks show it in Asia/Ho_Chi_Minh: `08:30`. */
export const timeOf = (instant: Date): string =>
  new Date(instant.getTime() + offsetMs).toISOString().slice(11, 16);

export const instant = (clock: Clock): string => clock.now().toISOString();
