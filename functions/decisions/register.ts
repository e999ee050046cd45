import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';

/**
 * The register of decision numbers of one unit in one year. While there is one, numbers are taken from it and never
 * typed; a unit without one keeps its register outside, and its numbers are typed.
 */
export type DecisionRegister = {
  readonly unitId: Id<'unt'>;
  readonly year: number;
  /** What follows the number, as `/QĐ-UBND`. */
  readonly suffix: string;
  /** The last number taken; 0 before the first. */
  readonly last: number;
  readonly lastIssuedOn: LocalDate | null;
  readonly version: number;
};

export const nextNumber = ({ last, suffix }: DecisionRegister): string => `${last + 1}${suffix}`;

/** Numbers and days run in one order: none is dated before the one before it. */
export const checkOrder = ({ lastIssuedOn }: DecisionRegister, issuedOn: LocalDate): readonly Refusal[] =>
  lastIssuedOn !== null && issuedOn < lastIssuedOn
    ? [refusal('INVALID_VALUE', 'issuedOn', { expected: `từ ${lastIssuedOn}` })]
    : [];
