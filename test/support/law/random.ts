/** A small generator of numbers, so that a history follows from one seed that a failing test can print. */
export type Random = {
  /** True in so many of a hundred cases. */
  readonly in100: (percent: number) => boolean;
  readonly below: (n: number) => number;
  readonly pick: <T>(list: readonly [T, ...T[]]) => T;
};

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (n: number) => Math.floor(next() * n);
  return {
    below,
    in100: (percent) => next() * 100 < percent,
    pick: (list) => list[below(list.length)] ?? list[0],
  };
}
