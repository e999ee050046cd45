import type { Outcome } from './environment.ts';
import type { Schedule } from './template/wiring.ts';

const unit: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Milliseconds between two runs of `rate(15 minutes)`; any other expression is an error, never a guess. */
export function everyMs(expression: string): number {
  const [, count, name] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const ms = unit[name ?? ''];
  if (count === undefined || ms === undefined)
    throw new Error(`the local runner doesn't know the schedule ${expression}`);
  return Number(count) * ms;
}

/** Calls what the template schedules, as often as it says. */
export function startSchedules(
  schedules: readonly Schedule[],
  invoke: (functionName: string, event: unknown) => Promise<Outcome>,
): { stop(): void } {
  const timers = schedules.map(({ expression, input, function: fn }) => {
    const event: unknown = JSON.parse(input ?? '{}');
    return setInterval(() => void invoke(fn.name, event), everyMs(expression));
  });
  return { stop: () => timers.forEach((timer) => clearInterval(timer)) };
}
