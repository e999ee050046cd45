import * as z from 'zod/mini';
import type { LocalDate } from '../kernel/dates.ts';
import { lazy } from '../kernel/lazy.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import { storedDate } from '../kernel/table/schemas.ts';
import { grassroots } from '../officers/coverage.ts';
import type { Officer } from '../officers/officer.ts';
import type { Unit } from '../units/unit.ts';
import { lasting, nothing, together, type Counted } from './contribution.ts';
import type { Stretch } from './measure.ts';
import { dayOfEvent } from './rows.ts';

/** An officer's term, with what happened in it. */
export type Term = { readonly officer: Officer; readonly events: readonly StoredEvent[] };

/** A commune is covered on the days on which anybody serves there who had been trained by then. */
export function trainedRows(unit: Unit, terms: readonly Term[]): Counted {
  const kind = unit.kinds.at(-1)?.value;
  if (!kind || !grassroots.includes(kind)) return nothing;
  const stretches = terms.flatMap((term) => trainedStretch(term) ?? []);
  return together(...joined(stretches).map((stretch) => lasting('TRAINED_COMMUNE', [], stretch)));
}

const appointed = lazy(() => z.object({ trainedOn: z.optional(z.nullable(storedDate)) }));

/** From the day on which the first certificate was entered, or from the first day where an earlier term brings one along. */
function trainedStretch({ officer, events }: Term): Stretch | undefined {
  const { from, to, trainedOn } = officer;
  const brought = events
    .filter(({ name }) => name === 'OfficerAppointed')
    .some(({ facts }) => appointed().parse(facts).trainedOn != null);
  const certified = events.find(({ name }) => name === 'OfficerTrained');
  if (brought || (trainedOn !== null && !certified)) return { from, to };
  if (!certified) return undefined;
  const day = dayOfEvent(certified);
  return { from: day > from ? day : from, to };
}

/** Stretches that touch or overlap become one. */
export function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const next of stretches.filter(isSome).toSorted((a, b) => compare(a.from, b.from))) {
    const last = found.at(-1);
    if (!last || (last.to !== null && last.to < next.from)) found.push(next);
    else found.splice(-1, 1, { from: last.from, to: later(last.to, next.to) });
  }
  return found;
}

const isSome = ({ from, to }: Stretch): boolean => to === null || from < to;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const later = (a: LocalDate | null, b: LocalDate | null): LocalDate | null =>
  a === null || b === null ? null : a > b ? a : b;
