import * as z from 'zod/mini';
import { calendarSectors } from './calendar-sectors.ts';
import { lazy } from '../kernel/lazy.ts';
import catalogueData from './data/catalogue.json' with { type: 'json' };
import { matter } from './matter.ts';
import { subjectKinds } from './subject-kind.ts';

const subjects = z.array(z.enum(subjectKinds)).check(z.minLength(1));

/** Where a proposal has to be by then: at the central body, or at the province's standing body. */
export const calendarPlaces = ['CENTRE', 'STANDING_BODY'] as const;

const dates = {
  dates: z.array(
    z.object({
      sector: z.enum(calendarSectors),
      /** Last day, month and day. */
      by: z.string().check(z.regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)),
      /** Years after the year in which the achievement year ends. */
      yearsAfter: z.int().check(z.gte(0), z.lte(2)),
      to: z.enum(calendarPlaces),
      text: z.string().check(z.minLength(1)),
    }),
  ),
};

const bookSchema = () =>
  z.object({
    prerequisites: matter({
      texts: z.array(z.object({ subjects, text: z.string().check(z.minLength(1)) })).check(z.minLength(1)),
    }),
    dossiers: matter({ sets: z.int().check(z.positive()), electronic: z.boolean() }),
    forms: matter({
      letter: z.nullable(z.string()),
      reports: z.array(z.object({ subjects, form: z.string().check(z.minLength(1)) })),
    }),
    /** What national law says of when to submit. */
    calendar: matter(dates),
    /** What the province made of it in the years whose plans are known. */
    practice: matter(dates),
  });

/** What the catalogue tells of an award beside who decides it. */
export const catalogueBook = lazy(() => bookSchema().parse(catalogueData));
export type CatalogueBook = ReturnType<typeof catalogueBook>;
