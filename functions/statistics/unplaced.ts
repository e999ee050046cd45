import type { Contribution } from './contribution.ts';
import type { CountedItem } from './statistics.store.ts';

/**
 * A contribution from what was counted of it, whatever tree that was placed by: the marks by the tree as it is are its rows. A
 * stock that ended is one that began and one taken away, which comes to the same wherever it is placed.
 */
export const unplaced = ({ id, recordId, unitId, version, marks, listings }: CountedItem): Contribution => ({
  ...{ id, recordId, unitId, version },
  rows: marks
    .filter(({ tree }) => tree === 'IS')
    .map(({ measure, day, n, lasts }) =>
      lasts
        ? { kind: 'STOCK' as const, measure, n, from: day, to: null }
        : { kind: 'FLOW' as const, measure, n, on: day },
    ),
  listings: listings.filter(({ tree }) => tree === 'IS').map(({ kind, list, day }) => ({ kind, list, day })),
});
