import * as z from 'zod';
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
        ladder: z.string().min(1),
        rank: z.int().positive(),
        name: z.string().min(1),
      }),
    ),
    rules: z.array(
      z.object({
        order: z.enum(serviceOrders),
        group: z.enum(positionGroups),
        terms: z.array(dated.extend({ years: z.int().positive() })).min(1),
      }),
    ),
    /** What women in leading positions need less; null where no text was read. */
    women: z
      .array(
        dated.extend({
          reduction: z.object({ numerator: z.int().positive(), denominator: z.int().positive() }).nullable(),
        }),
      )
      .min(1),
  });

/** Quá trình cống hiến: positions × years. */
export const serviceBook = lazy(() => bookSchema().parse(serviceData));
