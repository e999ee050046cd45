import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, localDate } from '../kernel/dates.ts';
import { joined } from './trained-rows.ts';

const first = localDate('2021-01-01');

it('covers a commune on exactly the days on which somebody trained serves, each day once', () => {
  const stretch = fc.tuple(fc.nat(30), fc.option(fc.nat(30))).map(([from, days]) => ({
    from: addDays(first, from),
    to: days === null ? null : addDays(first, from + days),
  }));
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 6 }), (stretches) => {
      for (let n = 0; n < 70; n += 1) {
        const day = addDays(first, n);
        const holds = (of: typeof stretches) =>
          of.filter(({ from, to }) => from <= day && (to === null || day < to)).length;
        expect(holds([...joined(stretches)])).toBe(holds(stretches) > 0 ? 1 : 0);
      }
    }),
  );
});
