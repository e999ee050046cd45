import { endYear } from '../achievement-year.ts';
import { yearOf } from '../../kernel/dates.ts';
import type { Facts, Slot } from './facts.ts';
import type { HeldAward } from './records.ts';
import { isBase } from './years.ts';

/** No career is longer: how far back an unbroken chain is followed. */
export const maxYears = 60;

/** Years in a row that count, the latest first: those that are sure to, and those that may. */
export type Run = { readonly certain: readonly Slot[]; readonly possible: readonly Slot[] };

/** Where a chain may reach back to: its years end after these. */
export type Bounds = { readonly certain: number; readonly possible: number };

export const unbounded: Bounds = { certain: -Infinity, possible: -Infinity };

/**
 * Follows a chain back from the achievement year. Bridges are stepped over; a NO ends it; what is unknown ends it for
 * certain, yet it may go on, or turn out a bridge. `needed` stops it once so many years surely count; null lets it run.
 */
export function follow(
  facts: Facts,
  at: (end: number) => Slot,
  needed: number | null,
  bounds: Bounds = unbounded,
): Run {
  const certain: Slot[] = [];
  const possible: Slot[] = [];
  let sure = true;
  let counted = 0;
  for (let end = facts.end; end > facts.end - maxYears && end > bounds.possible; end -= 1) {
    if (needed !== null && counted >= needed) break;
    const found = at(end);
    if (found.is === 'NO') break;
    if (found.is === 'BRIDGE') continue;
    if (found.is === 'UNKNOWN' || end <= bounds.certain) sure = false;
    else counted += 1;
    if (sure) certain.push(found);
    possible.push(found);
  }
  return { certain, possible };
}

/** The years that a chain of `needed` has to consist of, with what each is: bridges left out. */
export function windowOf(facts: Facts, at: (end: number) => Slot, needed: number): readonly Slot[] {
  const slots: Slot[] = [];
  for (let end = facts.end; slots.length < needed && end > facts.end - maxYears; end -= 1) {
    const found = at(end);
    if (found.is !== 'BRIDGE') slots.push(found);
  }
  return slots;
}

export type Base = { readonly bounds: Bounds | null; readonly evidence: readonly string[] };

/**
 * From which year on a chain counts that must follow one of these awards: after the earliest that was received.
 * `certain` is Infinity while none is sure; bounds are null when there surely is none.
 */
export function baseOf(facts: Facts, awards: readonly string[]): Base {
  const { records, held, question } = facts;
  const firm = question.counting.noBase.status === 'confirmed';
  const fits = held.filter((h) => awards.includes(h.awardCode) && (isBase(facts, h) || !firm));
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
