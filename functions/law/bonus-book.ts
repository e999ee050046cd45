import * as z from 'zod';
import { lazy } from '../kernel/lazy.ts';
import bonusData from './data/bonus.json' with { type: 'json' };
import { dated } from './datum.ts';
import { matter } from './matter.ts';
import { subjectKinds } from './subject-kind.ts';

/** `1.5` as 150 hundredths: a coefficient is never a float. */
const coefficient = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,2})?$/)
  .transform((text) => {
    const [whole = '0', fraction = ''] = text.split('.');
    return BigInt(whole + fraction.padEnd(2, '0'));
  });

const bookSchema = () =>
  z.object({
    /** Mức lương cơ sở, đồng a month. */
    baseSalary: z.array(dated.extend({ amount: z.int().positive().transform(BigInt) })).min(1),
    rates: matter({
      /** Multiples of the base salary in hundredths; a kind of subject that isn't here has none that we know. */
      coefficients: z.partialRecord(z.enum(subjectKinds), coefficient),
      /** True when the law names only the most that may be given. */
      ceiling: z.boolean(),
      paidFrom: z.enum(['FUND', 'ELSEWHERE']),
    }),
    /** Upwards, to a multiple of so many đồng. */
    rounding: z.array(dated.extend({ toDong: z.int().positive().transform(BigInt) })).min(1),
    /** Of several titles of one period only the highest is paid, or all are. */
    stacking: z.array(dated.extend({ samePeriodTitles: z.enum(['HIGHEST', 'ALL']) })).min(1),
    /** Limits of the fund, in thousandths of regular spending; and the part of it for organising the work. */
    fundLimits: z
      .array(
        dated.extend({
          deltaPermille: z.int().positive().transform(BigInt),
          mountainPermille: z.int().positive().transform(BigInt),
          organisingPercent: z.int().min(1).max(100).transform(BigInt),
        }),
      )
      .min(1),
  });

/** The law of money: what accompanies an award, and what the fund may hold. */
export const bonusBook = lazy(() => bookSchema().parse(bonusData));
export type BonusBook = ReturnType<typeof bonusBook>;
