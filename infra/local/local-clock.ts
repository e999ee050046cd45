import type { Clock } from '../../functions/kernel/clock.ts';

/** The clock that the functions see. Memory shared with their workers says how far it is from the real one. */
export type LocalClock = Clock & {
  readonly offset: SharedArrayBuffer;
  /** Moves the clock to an instant; from there it runs on. */
  travelTo(instant: Date): void;
  /** Back to the present. */
  reset(): void;
  /** Whether it shows another time than the real one. */
  isAway(): boolean;
};

export function localClock(): LocalClock {
  const offset = new SharedArrayBuffer(8);
  const milliseconds = new BigInt64Array(offset);
  const set = (value: number) => void Atomics.store(milliseconds, 0, BigInt(Math.round(value)));
  const away = () => Number(Atomics.load(milliseconds, 0));
  return {
    offset,
    now: () => new Date(Date.now() + away()),
    travelTo: (instant) => set(instant.getTime() - Date.now()),
    reset: () => set(0),
    isAway: () => away() !== 0,
  };
}
