import * as z from 'zod/mini';
import type { LocalDate } from '../kernel/dates.ts';
import { lazy } from '../kernel/lazy.ts';
import unreadData from './data/unread-laws.json' with { type: 'json' };
import { lawDate, type DatedDatum, type DatumStatus } from './datum.ts';

/** Laws known to be in force whose text nobody here has read: what was true before them may no longer be. */
export const unreadLaws = lazy(() =>
  z
    .array(
      z.object({
        name: z.string().check(z.minLength(1)),
        from: lawDate,
        note: z.string().check(z.minLength(1)),
      }),
    )
    .parse(unreadData),
);

/** Where a datum stands on a day: one older than an unread law in force is unverified again, and says why. */
export function standing(
  { citation, status, validFrom }: DatedDatum,
  on: LocalDate,
): { readonly citation: string; readonly status: DatumStatus } {
  const unread = unreadLaws().find((law) => law.from <= on && validFrom < law.from);
  return unread ? { citation: `${citation} (${unread.note})`, status: 'unverified' } : { citation, status };
}
