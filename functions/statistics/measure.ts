import { addDays, type LocalDate } from '../kernel/dates.ts';

/**
 * What is counted, with its dimensions: `AWARD|PROVINCE|BKT|INDIVIDUAL|DIRECT_WORKER|FEMALE|MERIT`. A flow happened on a day and
 * belongs to its year; a stock is so from a day until another.
 */
export const flows = [
  'CAMPAIGN_LAUNCHED',
  'REGISTERED',
  'AWARD',
  'AWARD_REVOKED',
  'DOSSIER_ENDED',
  'PROCESSED',
  'PROCESSING_DAYS',
  'EXEMPLAR',
  'FUND',
] as const;
export const stocks = [
  'CAMPAIGN_RUNNING',
  'DOSSIER',
  'DUE',
  'POSTING_OPEN',
  'SESSION_AHEAD',
  'COMPLAINT',
  'RECOMMENDATION',
  'EXEMPLAR_UNIT',
  'TRAINED_COMMUNE',
] as const;
export type Flow = (typeof flows)[number];
export type Stock = (typeof stocks)[number];

/** What stands for a dimension that nobody has told: counted as unknown, never guessed. */
export const unknown = '?';

export const measure = (name: Flow | Stock, ...dimensions: readonly (string | null)[]): string =>
  [name, ...dimensions.map((one) => one ?? unknown)].join('|');

export const dimensionsOf = (given: string): readonly [name: string, ...dimensions: readonly string[]] => {
  const [name = '', ...dimensions] = given.split('|');
  return [name, ...dimensions];
};

/** Whole days that something has been in a state: the day on which it came is day 0. */
export const ageBands = [
  { name: 'UP_TO_10', from: 0 },
  { name: 'UP_TO_20', from: 11 },
  { name: 'UP_TO_30', from: 21 },
  { name: 'OVER_30', from: 31 },
] as const;
export type AgeBand = (typeof ageBands)[number]['name'];

/** Days before a due day on which it counts as soon due. */
export const soonDays = 7;
export const dueBands = ['LATER', 'SOON', 'OVERDUE'] as const;
export type DueBand = (typeof dueBands)[number];

/** A stretch of days, without its last. */
export type Stretch = { readonly from: LocalDate; readonly to: LocalDate | null };

/** The stretches of a stay during which it is of each age. */
export const agedStretches = ({ from, to }: Stretch): readonly (Stretch & { readonly band: AgeBand })[] =>
  ageBands.flatMap(({ name, from: first }, index) => {
    const next = ageBands[index + 1];
    return cut({ from: addDays(from, first), to: next ? addDays(from, next.from) : null }, to, name);
  });

/** The stretches of a wait during which its due day is far off, near, or past. */
export function dueStretches(
  { from, to }: Stretch,
  dueOn: LocalDate,
): readonly (Stretch & { readonly band: DueBand })[] {
  const [soon, late] = [addDays(dueOn, -soonDays), addDays(dueOn, 1)];
  const after = (day: LocalDate) => (day > from ? day : from);
  return [
    ...cut({ from, to: soon }, to, 'LATER' as const),
    ...cut({ from: after(soon), to: late }, to, 'SOON' as const),
    ...cut({ from: after(late), to: null }, to, 'OVERDUE' as const),
  ];
}

function cut<B>(
  stretch: Stretch,
  end: LocalDate | null,
  band: B,
): readonly (Stretch & { readonly band: B })[] {
  const to = stretch.to === null || (end !== null && end < stretch.to) ? end : stretch.to;
  return to === null || stretch.from < to ? [{ from: stretch.from, to, band }] : [];
}
