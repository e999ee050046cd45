import * as z from 'zod/mini';
import { lazy } from '../kernel/lazy.ts';
import serviceData from './data/service.json' with { type: 'json' };
import { dated } from './datum.ts';

/** Orders that a career may be awarded with, from the highest to the lowest. */
export const serviceOrders = ['HCDL1', 'HCDL2', 'HCDL3', 'HCLD1', 'HCLD2', 'HCLD3'] as const;

/** Groups of positions that the decrees treat alike. */
export const positionGroups = [
  'SECRETARY_CENTRAL',
  'PROVINCE_HEADS',
  'PROVINCE_DEPUTIES',
  'DIRECTORS',
  'GENERAL_DIRECTOR',
  'DEPUTY_GENERAL_DIRECTOR',
  'DEPARTMENT_HEAD',
  'DEPARTMENT_DEPUTY',
  'OTHER',
] as const;
export type PositionGroup = (typeof positionGroups)[number];

const bookSchema = () =>
  z.object({
    groups: z.array(
      z.object({
        code: z.enum(positionGroups),
        /** Time in a higher group counts for the lower ones of the same ladder. */
        ladder: z.string().check(z.minLength(1)),
        rank: z.int().check(z.positive()),
        name: z.string().check(z.minLength(1)),
      }),
    ),
    rules: z.array(
      z.object({
        order: z.enum(serviceOrders),
        group: z.enum(positionGroups),
        terms: z.array(z.extend(dated, { years: z.int().check(z.positive()) })).check(z.minLength(1)),
      }),
    ),
    /** What women in leading positions need less; null where no text was read. */
    women: z
      .array(
        z.extend(dated, {
          reduction: z.nullable(
            z.object({ numerator: z.int().check(z.positive()), denominator: z.int().check(z.positive()) }),
          ),
        }),
      )
      .check(z.minLength(1)),
  });

/** Quá trình cống hiến: positions × years. */
export const serviceBook = lazy(() => bookSchema().parse(serviceData));
