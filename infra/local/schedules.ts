import type { LocalClock } from './local-clock.ts';
import type { Schedule, Target } from './template/wiring.ts';

const unit: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Milliseconds between two runs of `rate(15 minutes)`; any other expression is an error, never a guess. */
export function everyMs(expression: string): number {
  const [, count, name] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const ms = unit[name ?? ''];
  if (count === undefined || ms === undefined)
    throw new Error(`the local runner doesn't know the schedule ${expression}`);
  return Number(count) * ms;
}

/**
 * Calls what the template schedules, as often as it says. Not while the clock is away: a year is then being played in
 * which a day may last a second, and a real quarter of an hour would end somewhere in the middle of it.
 */
export function startSchedules(
  schedules: readonly Schedule[],
  clock: Pick<LocalClock, 'isAway'>,
  call: (target: Target, event: object) => void,
): { readonly stop: () => void } {
  const timers = schedules.map((schedule) =>
    setInterval(() => {
      if (!clock.isAway()) call(schedule, {});
    }, everyMs(schedule.expression)),
  );
  return { stop: () => timers.forEach((timer) => clearInterval(timer)) };
}
