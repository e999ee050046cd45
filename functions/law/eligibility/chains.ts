import { endYear } from '../achievement-year.ts';
import { yearOf } from '../../kernel/dates.ts';
import { mayCount, type Facts, type Slot } from './facts.ts';
import type { HeldAward } from './records.ts';
import { isBase, mayBeBase } from './years.ts';

/** No career is longer: how far back an unbroken chain is followed. */
export const maxYears = 60;

/** Years in a row that count, the latest first: those that are sure to, and those that may. */
export type Run = { readonly certain: readonly Slot[]; readonly possible: readonly Slot[] };

/** Where a chain may reach back to: its years end after these. */
export type Bounds = { readonly certain: number; readonly possible: number };

export const unbounded: Bounds = { certain: -Infinity, possible: -Infinity };

/**
 * Follows a chain back from the achievement year. Bridges are stepped over; a NO ends it; what is unknown ends it for
 * certain, yet it may go on, or turn out a bridge. `needed` stops it once so many years have
 * had their place; null lets it run.
 */
export function follow(
  facts: Facts,
  at: (end: number) => Slot,
  needed: number | null,
  bounds: Bounds = unbounded,
): Run {
  const certain: Slot[] = [];
  const possible: Slot[] = [];
  const lowest = Math.max(facts.end - maxYears, bounds.possible);
  let [sure, room] = [true, needed ?? Infinity];
  for (let end = facts.end; end > lowest && room > 0; end -= 1) {
    const found = at(end);
    if (found.is === 'NO') break;
    sure &&= end > bounds.certain && !breaks.includes(found.is);
    if (takes.includes(found.is)) room -= 1;
    if (sure && found.is === 'YES') certain.push(found);
    if (mayCount(found)) possible.push(found);
  }
  return { certain, possible };
}

/** What surely has a place of its own in a chain, counting or not. */
const takes: readonly Slot['is'][] = ['YES', 'MAYBE'];

/** What may end a chain. */
const breaks: readonly Slot['is'][] = ['MAYBE', 'GAP', 'UNKNOWN'];

/** The years that a chain of `needed` has to consist of, with what each is: bridges left out. */
export function windowOf(facts: Facts, at: (end: number) => Slot, needed: number): readonly Slot[] {
  const slots: Slot[] = [];
  for (let end = facts.end; slots.length < needed && end > facts.end - maxYears; end -= 1) {
    const found = at(end);
    if (found.is !== 'BRIDGE' && found.is !== 'LEAVE') slots.push(found);
  }
  return slots;
}

export type Base = { readonly bounds: Bounds | null; readonly evidence: readonly string[] };

/**
 * From which year on a chain counts that must follow one of these awards: after the earliest that was received.
 * `certain` is Infinity while none is sure; bounds are null when there surely is none.
 */
export function baseOf(facts: Facts, awards: readonly string[]): Base {
  const { records, held } = facts;
  const fits = held.filter((h) => awards.includes(h.awardCode) && mayBeBase(facts, h));
  const sure = fits.filter((h) => isBase(facts, h) && h.inheritedFrom === null);
  const certain = Math.min(...sure.map(lastYearOf));
  const earliest = Math.min(...fits.map((h) => (h.year ? lastYearOf(h) : lastYearOf(h) - 1)));
  const possible = records.heldKnownFrom === null ? earliest : -Infinity;
  return {
    bounds: possible === Infinity ? null : { certain, possible },
    evidence: fits.map((h) => h.id),
  };
}

/** Of an award whose year isn't known, the year of its decision is the last that it may have counted. */
const lastYearOf = (h: HeldAward): number => (h.year ? endYear(h.year) : yearOf(h.decidedOn));
