import * as z from 'zod/mini';
import { parseLocalDate, type LocalDate } from '../dates.ts';
import { isDecimal, type Decimal } from '../decimal.ts';
import { parseId, type Id, type IdPrefix } from '../ids.ts';

/** Parsers for stored values that have a brand in the domain. */
export const storedId = <P extends IdPrefix>(prefix: P) =>
  z.custom<Id<P>>((value) => typeof value === 'string' && parseId(prefix, value) !== undefined, {
    error: `not a ${prefix} id`,
  });

export const storedDate = z.custom<LocalDate>(
  (value) => typeof value === 'string' && parseLocalDate(value) !== undefined,
  { error: 'not a date' },
);

/** A UTC instant as ISO text. */
export const storedInstant = z.iso.datetime();

export const storedDecimal = z.custom<Decimal>((value) => typeof value === 'string' && isDecimal(value), {
  error: 'not a decimal',
});

/** Whole đồng, a number in the table and a bigint in the domain. */
export const storedDong = z.pipe(
  z.union([z.int(), z.bigint()]),
  z.transform((value: bigint | number) => BigInt(value)),
);
