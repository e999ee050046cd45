/** The most that may be awarded, in percent of a number of people, and where that stands. */
export type Ceiling = { readonly percent: number; readonly citation: string };

export type CeilingResult = Ceiling & { readonly seats: number; readonly working: string };

/** Whole seats only, rounded down: 15 % of 33 is 4. */
export function seatsUnder({ percent, citation }: Ceiling, base: number): CeilingResult {
  const seats = Number((BigInt(percent) * BigInt(base)) / 100n);
  const hundredths = BigInt(percent) * BigInt(base);
  const exact = `${hundredths / 100n},${String(hundredths % 100n).padStart(2, '0')}`;
  return {
    percent,
    citation,
    seats,
    working: `${percent} % × ${base} người = ${exact}, làm tròn xuống: ${seats}`,
  };
}

/** Of a list in its order, those for whom there is no seat left. */
export const beyond = <T>(names: readonly T[], free: number): readonly T[] => names.slice(Math.max(0, free));
