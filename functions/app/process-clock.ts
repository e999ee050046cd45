import { systemClock, type Clock } from '../kernel/clock.ts';

/**
 * The local runner, which hosts the deployed bundle in a worker of its own, may place a clock here before the bundle is
 * loaded. Nothing that reaches a deployed function (an event, a header, a variable) can: no code here sets it.
 */
const localClock = Symbol.for('thidua.local-clock');

/** The clock of this process: the system's, unless the process that hosts the bundle put one in place beforehand. */
export const processClock = (): Clock => {
  const hosted: unknown = Reflect.get(globalThis, localClock);
  return isClock(hosted) ? hosted : systemClock;
};

const isClock = (value: unknown): value is Clock =>
  typeof value === 'object' && value !== null && 'now' in value && typeof value.now === 'function';
