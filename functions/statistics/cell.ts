import { addDays, localDate, yearOf, type LocalDate } from '../kernel/dates.ts';
import { ageBands, dimensionsOf, flows, soonDays, stocks, type DueBand, type Stock } from './measure.ts';

/** Where the records behind a number are listed, and of which days. */
export type RecordList = {
  readonly list: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** Only by the tree as it is, and for today: what was so once and no longer is, nobody lists. */
  readonly nowOnly: boolean;
};

const ever = { from: localDate('0001-01-01'), to: localDate('9999-12-31') };

/** Undefined for what is no number, or one that stands for no records of its own. */
export function recordListOf(cell: string, on: LocalDate): RecordList | undefined {
  const [name] = dimensionsOf(cell);
  const flow = flows.find((one) => one === name);
  const stock = stocks.find((one) => one === name);
  if (stock) return stockList(stock, cell, on);
  if (!flow || flow === 'PROCESSING_DAYS') return undefined;
  const from = localDate(`${yearOf(on)}-01-01`);
  return { list: flow === 'FUND' ? 'FUND' : cell, from, to: on, nowOnly: false };
}

/** Its band is a stretch of the list's days. */
function stockList(stock: Stock, cell: string, on: LocalDate): RecordList | undefined {
  const [last = '', ...rest] = cell.split('|').reverse();
  const listed = (days: Partial<typeof ever> | undefined, list = cell) =>
    days && { list, ...ever, ...days, nowOnly: true };
  const banded = (days: Partial<typeof ever> | undefined) => listed(days, rest.reverse().join('|'));
  switch (stock) {
    case 'EXEMPLAR_UNIT':
      return undefined;
    case 'CAMPAIGN_RUNNING':
      return listed({ from: addDays(on, 1) });
    case 'POSTING_OPEN':
    case 'TRAINED_COMMUNE':
      return listed({ to: on });
    case 'DOSSIER':
      return banded(agedOn(last, on));
    case 'DUE':
    case 'SESSION_AHEAD':
    case 'COMPLAINT':
    case 'RECOMMENDATION':
      return banded(dueDays(on)[last]);
  }
}

/** The days on which what is of this age today has begun. */
function agedOn(band: string, on: LocalDate): Partial<typeof ever> | undefined {
  const index = ageBands.findIndex(({ name }) => name === band);
  const [found, next] = [ageBands[index], ageBands[index + 1]];
  return (
    found && {
      to: addDays(on, -found.from),
      ...(next && { from: addDays(on, 1 - next.from) }),
    }
  );
}

/** The due days of what is far off, near or past today. */
const dueDays = (on: LocalDate): Readonly<Record<string, Partial<typeof ever>>> =>
  ({
    OVERDUE: { to: addDays(on, -1) },
    SOON: { from: on, to: addDays(on, soonDays) },
    LATER: { from: addDays(on, soonDays + 1) },
  }) satisfies Record<DueBand, Partial<typeof ever>>;
