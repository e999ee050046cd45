import * as z from 'zod/mini';
import { isValidOn, parseLocalDate, type LocalDate } from '../kernel/dates.ts';

/** Whether the text itself was read; what wasn't reaches the user as "needs a human look". */
export const datumStatus = z.enum(['confirmed', 'unverified']);
export type DatumStatus = z.output<typeof datumStatus>;

export const lawDate = z.pipe(
  z.string(),
  z.transform((raw, ctx): LocalDate => {
    const date = parseLocalDate(raw);
    if (date) return date;
    ctx.issues.push({ code: 'custom', message: `not a date: ${raw}`, input: raw });
    return z.NEVER;
  }),
);

/** What every datum of law says of itself: since when, until when (first day without it), where it stands. */
export const dated = z.object({
  validFrom: lawDate,
  validTo: z.nullable(lawDate),
  citation: z.string().check(z.minLength(1)),
  status: datumStatus,
});

export type DatedDatum = z.output<typeof dated>;

export const holdsOn = (datum: DatedDatum, on: LocalDate): boolean =>
  isValidOn({ from: datum.validFrom, to: datum.validTo }, on);

/** As the schema says it. */
export const lawStatus = (status: DatumStatus) =>
  status === 'confirmed' ? ('CONFIRMED' as const) : ('UNVERIFIED' as const);
