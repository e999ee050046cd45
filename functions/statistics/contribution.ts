import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import { agedStretches, dueStretches, measure, type Flow, type Stock, type Stretch } from './measure.ts';

/** Something that happened: counts on its day. */
export type FlowRow = {
  readonly kind: 'FLOW';
  readonly measure: string;
  readonly on: LocalDate;
  readonly n: number;
};

/** Something that is so for a time: counts on each of its days. */
export type StockRow = { readonly kind: 'STOCK'; readonly measure: string; readonly n: number } & Stretch;

export type Row = FlowRow | StockRow;

/** A line behind a number: the record, under the list of its measure, at its day. */
export type Listing = {
  /** Flows are listed for good, by both trees; stocks for as long as they last, by the tree as it is. */
  readonly kind: 'FLOW' | 'STOCK';
  readonly list: string;
  readonly day: LocalDate;
};

/** What one record adds to the statistics of its unit and all above it. */
export type Contribution = {
  /** One for each record and part of it; the same record always has the same. */
  readonly id: string;
  /** The record to show behind the number. */
  readonly recordId: string;
  readonly unitId: Id<'unt'>;
  /** The record's version that it was taken from: an older one never overwrites a newer. */
  readonly version: number;
  readonly rows: readonly Row[];
  readonly listings: readonly Listing[];
};

export type Counted = Pick<Contribution, 'rows' | 'listings'>;

export const nothing: Counted = { rows: [], listings: [] };

export const together = (...parts: readonly Counted[]): Counted => ({
  rows: parts.flatMap((part) => part.rows),
  listings: parts.flatMap((part) => part.listings),
});

/** Happened once, on a day. */
export function happened(name: Flow, dimensions: readonly (string | null)[], on: LocalDate, n = 1): Counted {
  const of = measure(name, ...dimensions);
  return { rows: [{ kind: 'FLOW', measure: of, on, n }], listings: [{ kind: 'FLOW', list: of, day: on }] };
}

/** Amounts have no records of their own to list. */
export const amount = (name: Flow, dimensions: readonly string[], on: LocalDate, n: number): Counted => ({
  rows: [{ kind: 'FLOW', measure: measure(name, ...dimensions), on, n }],
  listings: [],
});

/** Was, or is, so. */
export const lasting = (name: Stock, dimensions: readonly (string | null)[], stretch: Stretch): Counted => {
  const of = measure(name, ...dimensions);
  return standing(of, stretch.from, stretch, [{ measure: of, ...stretch }]);
};

/** In a state, by how long it has been. */
export const aged = (name: Stock, dimensions: readonly string[], stretch: Stretch): Counted =>
  standing(
    measure(name, ...dimensions),
    stretch.from,
    stretch,
    agedStretches(stretch).map(({ band, ...one }) => ({
      measure: measure(name, ...dimensions, band),
      ...one,
    })),
  );

/** Waits for something by a day. */
export const due = (
  name: Stock,
  dimensions: readonly string[],
  stretch: Stretch,
  dueOn: LocalDate,
): Counted =>
  standing(
    measure(name, ...dimensions),
    dueOn,
    stretch,
    dueStretches(stretch, dueOn).map(({ band, ...one }) => ({
      measure: measure(name, ...dimensions, band),
      ...one,
    })),
  );

function standing(
  list: string,
  day: LocalDate,
  { from, to }: Stretch,
  rows: readonly ({ readonly measure: string } & Stretch)[],
): Counted {
  if (to !== null && to <= from) return nothing;
  return {
    rows: rows.map((row) => ({ kind: 'STOCK' as const, n: 1, ...row })),
    listings: to === null ? [{ kind: 'STOCK', list, day }] : [],
  };
}
