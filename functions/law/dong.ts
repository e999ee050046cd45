/** Amounts are whole đồng. `2340000n` is written 2.340.000 đồng. */
export const inDong = (amount: bigint): string => `${grouped(amount)} đồng`;

const grouped = (amount: bigint): string => String(amount).replace(/\B(?=(\d{3})+(?!\d))/g, '.');

/** A coefficient in hundredths as it is written: `45n` is 0,45 and `300n` is 3. */
export function coefficientText(hundredths: bigint): string {
  const fraction = String(hundredths % 100n)
    .padStart(2, '0')
    .replace(/0+$/, '');
  return `${hundredths / 100n}${fraction && `,${fraction}`}`;
}
