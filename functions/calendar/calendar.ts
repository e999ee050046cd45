import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { DeclaredDay } from '../law/work-calendar.ts';
import type { LegalAct } from '../units/unit.ts';

/** Days that the province declared free or worked, by one act; free days often come with the days worked for them. */
export type Declaration = {
  readonly id: Id<'hol'>;
  readonly name: string;
  readonly days: readonly { readonly on: LocalDate; readonly works: boolean }[];
  readonly legalAct: LegalAct;
  readonly unitId: Id<'unt'>;
  readonly declaredAt: string;
  /** Version of the calendar that it led to. */
  readonly since: number;
  readonly withdrawal: Withdrawal | null;
};

export type Withdrawal = {
  /** Version of the calendar from which on the days no longer hold. */
  readonly since: number;
  readonly legalAct: LegalAct;
  readonly reason: string;
  readonly at: string;
};

/** Every declaration there ever was: what the calendar said at any of its versions can be told again. */
export type Calendar = { readonly version: number; readonly declarations: readonly Declaration[] };

export const emptyCalendar: Calendar = { version: 0, declarations: [] };

/** The declared days that hold at a version; where two speak of one day, the later declaration prevails. */
export function declaredAt(calendar: Calendar, version: number): readonly DeclaredDay[] {
  const days = new Map<LocalDate, DeclaredDay>();
  for (const one of calendar.declarations) {
    const holds = one.since <= version && (one.withdrawal === null || one.withdrawal.since > version);
    if (holds) for (const day of one.days) days.set(day.on, asDeclared(one, day));
  }
  return [...days.values()];
}

const asDeclared = (
  { name, legalAct }: Declaration,
  { on, works }: Declaration['days'][number],
): DeclaredDay => ({
  on,
  works,
  name,
  citation: `${legalAct.number}, ${legalAct.issuer}, ${legalAct.issuedOn}`,
});
