import { yearOf, type LocalDate } from '../kernel/dates.ts';
import { serviceBook, type PositionGroup } from './service-book.ts';

/** A time during which a position was held, both days included. */
export type Held = { readonly from: LocalDate; readonly to: LocalDate };

/** Calendar months wholly inside one of the times, each counted once; a part of a month doesn't count. */
export const monthsHeld = (times: readonly Held[]): number =>
  new Set(times.flatMap(({ from, to }) => wholeMonths(from, to))).size;

/** Time in a higher group counts for a lower one of the same ladder. */
export function countsFor(held: PositionGroup, group: PositionGroup): boolean {
  const { groups } = serviceBook();
  const [higher, lower] = [held, group].map((code) => groups.find((one) => one.code === code));
  return higher !== undefined && higher.ladder === lower?.ladder && higher.rank <= lower.rank;
}

export const inYears = (months: number): string => {
  const [years, rest] = [Math.floor(months / 12), months % 12];
  return [years > 0 && `${years} năm`, (rest > 0 || years === 0) && `${rest} tháng`]
    .filter(Boolean)
    .join(' ');
};

/** Numbers of the months that lie between two days, both included. */
function wholeMonths(from: LocalDate, last: LocalDate): readonly number[] {
  const monthOf = (day: LocalDate) => yearOf(day) * 12 + Number(day.slice(5, 7)) - 1;
  const first = monthOf(from) + (from.endsWith('-01') ? 0 : 1);
  const end = monthOf(last) + (isLastOfMonth(last) ? 1 : 0);
  return Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
}

const isLastOfMonth = (day: LocalDate): boolean =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).getUTCDate() === 1;
