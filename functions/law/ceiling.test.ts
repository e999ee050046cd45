import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beyond, seatsUnder } from './ceiling.ts';

describe('a ceiling', () => {
  it('rounds down and shows its arithmetic', () => {
    expect(seatsUnder({ percent: 15, citation: 'x' }, 33)).toMatchObject({
      seats: 4,
      working: '15 % × 33 người = 4,95, làm tròn xuống: 4',
    });
    expect(seatsUnder({ percent: 15, citation: 'x' }, 20).seats).toBe(3);
    expect(seatsUnder({ percent: 20, citation: 'x' }, 54)).toMatchObject({ seats: 10 });
    expect(seatsUnder({ percent: 15, citation: 'x' }, 6).seats).toBe(0);
  });

  it('never lets one more through than the percentage, nor one fewer than it could', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.nat(1_000_000), (percent, base) => {
        const { seats } = seatsUnder({ percent, citation: 'x' }, base);
        return seats * 100 <= percent * base && (seats + 1) * 100 > percent * base;
      }),
    );
  });

  it('names who is beyond it, in the order of the list', () => {
    expect(beyond(['a', 'b', 'c'], 2)).toEqual(['c']);
    expect(beyond(['a'], 3)).toEqual([]);
    expect(beyond(['a'], -1)).toEqual(['a']);
  });
});
