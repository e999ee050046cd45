import * as z from 'zod/mini';
import type { LocalDate } from '../kernel/dates.ts';
import { lazy } from '../kernel/lazy.ts';
import { commendationTypes, type CommendationType } from './commendation-type.ts';
import typeData from './data/commendation-types.json' with { type: 'json' };
import { dated, holdsOn, type DatumStatus } from './datum.ts';
import { ruled } from './matter.ts';

/** Loại hình khen thưởng with what the law of each time calls it and means by it. */
export const commendationTypeBook = lazy(() =>
  z
    .array(
      z.object({
        code: z.enum(commendationTypes),
        terms: z
          .array(
            z.extend(dated, {
              name: z.string().check(z.minLength(1)),
              meaning: z.string().check(z.minLength(1)),
            }),
          )
          .check(z.minLength(1)),
      }),
    )
    .parse(typeData),
);

export type CommendationTypeRule = {
  readonly code: CommendationType;
  readonly name: string;
  readonly meaning: string;
  readonly citation: string;
  readonly status: DatumStatus;
};

export const commendationTypesOn = (on: LocalDate): readonly CommendationTypeRule[] =>
  commendationTypeBook().flatMap(({ code, terms }) => {
    const term = terms.find((one) => holdsOn(one, on));
    return term ? [{ code, ...ruled(term, on) }] : [];
  });
