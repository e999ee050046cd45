import type { Contribution } from './contribution.ts';
import { placed, type Mark, type Placed, type PlacedListing, type Places } from './place.ts';
import type { CountedItem } from './statistics.store.ts';

type Heading = Pick<CountedItem, 'version' | 'tree' | 'unitId' | 'recordId'>;
type MarkStep = { readonly kind: 'MARK'; readonly mark: Mark };
type RecordStep<K> = { readonly kind: K; readonly listing: PlacedListing };
export type Step = MarkStep | RecordStep<'PUT'> | RecordStep<'DROP'>;
export type Plan = {
  readonly before: CountedItem;
  readonly steps: readonly Step[];
  readonly heading: Heading;
};

/** Undefined where what was counted is as new or newer. */
export function planOf(
  contribution: Contribution,
  known: CountedItem | undefined,
  places: Places,
): Plan | undefined {
  const { id, recordId, unitId, version } = contribution;
  const tree = { version: places.registry.version, on: places.today };
  if (known && !overtakes({ version, tree }, known)) return undefined;
  const fresh = { id, version: 0, tree, batch: 0, revision: 0, marks: [], listings: [] };
  const before: CountedItem = { ...(known ?? fresh), recordId, unitId };
  const after = placed(contribution, places);
  const steps = [
    ...markSteps(before.marks, after.marks),
    ...before.listings
      .filter((one) => !has(after, one))
      .map((listing) => ({ kind: 'DROP' as const, listing })),
    ...after.listings
      .filter((one) => !has(before, one))
      .map((listing) => ({ kind: 'PUT' as const, listing })),
  ];
  if (known?.version === version && steps.length === 0) return undefined;
  return { before, steps, heading: { version, tree, unitId, recordId } };
}

const overtakes = (
  a: Pick<CountedItem, 'version' | 'tree'>,
  b: Pick<CountedItem, 'version' | 'tree'>,
): boolean =>
  a.version !== b.version
    ? a.version > b.version
    : a.tree.version !== b.tree.version
      ? a.tree.version > b.tree.version
      : a.tree.on >= b.tree.on;

export const listingKey = (l: PlacedListing): string => [l.tree, l.path.join(), l.list, l.day].join(' ');
const has = ({ listings }: Placed, listing: PlacedListing): boolean =>
  listings.some((one) => listingKey(one) === listingKey(listing));

export const markKey = (m: Mark): string => [m.tree, m.path.join(), m.measure, m.day].join(' ');

/** What must be added to the one to come to the other. */
function markSteps(before: readonly Mark[], after: readonly Mark[]): readonly MarkStep[] {
  const changes = new Map<string, Mark>();
  const add = (mark: Mark, sign: 1 | -1) => {
    const key = markKey(mark);
    changes.set(key, { ...mark, n: (changes.get(key)?.n ?? 0) + sign * mark.n });
  };
  for (const mark of before) add(mark, -1);
  for (const mark of after) add(mark, 1);
  return [...changes.values()].filter(({ n }) => n !== 0).map((mark) => ({ kind: 'MARK', mark }));
}
