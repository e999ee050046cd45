import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inGroups } from './in-groups.ts';

describe('work on a long list', () => {
  it('meets each member once, and never more at a time than a group', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer()), fc.integer({ min: 1, max: 9 }), async (list, size) => {
        const met: number[] = [];
        let [now, most] = [0, 0];
        await inGroups(list, size, async (one) => {
          now += 1;
          most = Math.max(most, now);
          await Promise.resolve();
          met.push(one);
          now -= 1;
        });
        expect(met).toEqual(list);
        expect(most).toBeLessThanOrEqual(size);
      }),
    );
  });

  it('stops with the group in which something failed', async () => {
    const met: number[] = [];
    const work = inGroups([1, 2, 3, 4], 2, (one) => {
      met.push(one);
      return one === 1 ? Promise.reject(new Error('no')) : Promise.resolve();
    });
    await expect(work).rejects.toThrow('no');
    expect(met).toEqual([1, 2]);
  });
});
