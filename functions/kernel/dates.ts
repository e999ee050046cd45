declare const brand: unique symbol;

/** A calendar day `YYYY-MM-DD` in Asia/Ho_Chi_Minh; sorts as text. */
export type LocalDate = string & { readonly [brand]: 'LocalDate' };

const dayMs = 86_400_000;
const shape = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Undefined for anything that isn't a real day of the calendar, such as 2021-02-30. */
export function parseLocalDate(raw: string): LocalDate | undefined {
  if (!shape.test(raw)) return undefined;
  const utc = new Date(`${raw}T00:00:00Z`);
  return !Number.isNaN(utc.getTime()) && utc.toISOString().slice(0, 10) === raw
    ? (raw as LocalDate)
    : undefined;
}

/** For text known to be a date; throws on anything else, as a bug. */
export function localDate(raw: string): LocalDate {
  const date = parseLocalDate(raw);
  if (date === undefined) throw new Error(`not a calendar date: ${raw}`);
  return date;
}

export const addDays = (date: LocalDate, days: number): LocalDate =>
  localDate(new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10));

/** 1 = Monday … 7 = Sunday. */
export const weekday = (date: LocalDate): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;

export const yearOf = (date: LocalDate): number => Number(date.slice(0, 4));

/** Half-open validity: `from` counts, `to` does not; null means open-ended. */
export type Validity = { readonly from: LocalDate; readonly to: LocalDate | null };

export const isValidOn = (validity: Validity, date: LocalDate): boolean =>
  validity.from <= date && (validity.to === null || date < validity.to);
