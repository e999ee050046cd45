import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cursors } from './cursors.ts';
import { pageOfRows } from './lists.ts';

/** Open seals: what is in a cursor, and whether it may be altered, is tested where they are made. */
const cursors: Cursors = {
  seal: (_list, position) => Promise.resolve(JSON.stringify(position)),
  open: (_list, cursor) => Promise.resolve(JSON.parse(cursor)),
};
const page = (rows: readonly string[], args: object) => pageOfRows(cursors, 'rows', rows, args, (row) => row);

const rows = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 12 });

describe('pages of rows in memory', () => {
  it('show every row once, forward and backward', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 5 }), async (all, size) => {
        for (const backward of [false, true]) {
          const seen: string[][] = [];
          let at: string | undefined;
          do {
            const cursor = at && (backward ? { before: at } : { after: at });
            const found = await page(all, { ...(backward ? { last: size } : { first: size }), ...cursor });
            const more = backward ? found.hasPreviousPage : found.hasNextPage;
            seen.push(found.edges.map((edge) => edge.node));
            at = more ? found.edges.at(backward ? 0 : -1)?.cursor : undefined;
          } while (at !== undefined);
          expect((backward ? seen.reverse() : seen).flat()).toEqual(all);
        }
      }),
    );
  });

  it('go on where a row has left the list', async () => {
    const first = await page(['a', 'b', 'c', 'd'], { first: 2 });
    const after = first.edges.at(-1)?.cursor;
    expect((await page(['a', 'c', 'd'], { after })).edges.map((edge) => edge.node)).toEqual(['c', 'd']);
    const before = after;
    const back = await page(['a', 'c', 'd'], { before });
    expect(back.edges.map((edge) => edge.node)).toEqual(['a']);
    expect((await page([], { after })).edges).toEqual([]);
  });
});
