import * as z from 'zod/mini';
import { lazy } from '../kernel/lazy.ts';
import bonusData from './data/bonus.json' with { type: 'json' };
import { dated } from './datum.ts';
import { matter } from './matter.ts';
import { subjectKinds } from './subject-kind.ts';

/** `1.5` as 150 hundredths: a coefficient is never a float. */
const coefficient = z.pipe(
  z.string().check(z.regex(/^\d{1,3}(\.\d{1,2})?$/)),
  z.transform((text) => {
    const [whole = '0', fraction = ''] = text.split('.');
    return BigInt(whole + fraction.padEnd(2, '0'));
  }),
);

const bookSchema = () =>
  z.object({
    /** Mức lương cơ sở, đồng a month. */
    baseSalary: z
      .array(
        z.extend(dated, {
          amount: z.pipe(
            z.int().check(z.positive()),
            z.transform((value: number) => BigInt(value)),
          ),
        }),
      )
      .check(z.minLength(1)),
    rates: matter({
      /** Multiples of the base salary in hundredths; a kind of subject that isn't here has none that we know. */
      coefficients: z.partialRecord(z.enum(subjectKinds), coefficient),
      /** True when the law names only the most that may be given. */
      ceiling: z.boolean(),
      paidFrom: z.enum(['FUND', 'ELSEWHERE']),
    }),
    /** Upwards, to a multiple of so many đồng. */
    rounding: z
      .array(
        z.extend(dated, {
          toDong: z.pipe(
            z.int().check(z.positive()),
            z.transform((value: number) => BigInt(value)),
          ),
        }),
      )
      .check(z.minLength(1)),
    /** Of several titles of one period only the highest is paid, or all are. */
    stacking: z
      .array(z.extend(dated, { samePeriodTitles: z.enum(['HIGHEST', 'ALL']) }))
      .check(z.minLength(1)),
    /** Limits of the fund, in thousandths of regular spending; and the part of it for organising the work. */
    fundLimits: z
      .array(
        z.extend(dated, {
          deltaPermille: z.pipe(
            z.int().check(z.positive()),
            z.transform((value: number) => BigInt(value)),
          ),
          mountainPermille: z.pipe(
            z.int().check(z.positive()),
            z.transform((value: number) => BigInt(value)),
          ),
          organisingPercent: z.pipe(
            z.int().check(z.gte(1), z.lte(100)),
            z.transform((value: number) => BigInt(value)),
          ),
        }),
      )
      .check(z.minLength(1)),
  });

/** The law of money: what accompanies an award, and what the fund may hold. */
export const bonusBook = lazy(() => bookSchema().parse(bonusData));
export type BonusBook = ReturnType<typeof bonusBook>;
