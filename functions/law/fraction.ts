import * as z from 'zod/mini';

/** A part of a whole as the law names it, never a float; `above` when the part must be exceeded, not only reached. */
export const thresholdSchema = z
  .object({
    numerator: z.int().check(z.positive()),
    denominator: z.int().check(z.positive()),
    above: z.boolean(),
  })
  .check(z.refine((one) => one.numerator <= one.denominator, 'more than the whole'));
export type Threshold = z.output<typeof thresholdSchema>;

/** Whether `part` of `whole` meets it; both are counts of people. Nothing of nothing never does. */
export function meets(part: number, whole: number, { numerator, denominator, above }: Threshold): boolean {
  const [reached, wanted] = [BigInt(part) * BigInt(denominator), BigInt(whole) * BigInt(numerator)];
  return whole > 0 && (above ? reached > wanted : reached >= wanted);
}

/** The fewest of `whole` that meet it: 90 % of 15 is 14. */
export function fewest(whole: number, { numerator, denominator, above }: Threshold): number {
  const wanted = whole * numerator;
  return above ? Math.floor(wanted / denominator) + 1 : Math.ceil(wanted / denominator);
}

/** Whether one asks for as much as the other, or more: nobody passes it who fails the other. */
export function atLeastAsHigh(one: Threshold, other: Threshold): boolean {
  const [left, right] = [one.numerator * other.denominator, other.numerator * one.denominator];
  return left > right || (left === right && (one.above || !other.above));
}
