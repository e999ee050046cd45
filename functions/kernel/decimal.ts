declare const brand: unique symbol;

/** An exact decimal number as text in its one canonical form: `-0.50` is `-0.5`, `007` is `7`. Never a float. */
export type Decimal = string & { readonly [brand]: 'Decimal' };

/** Fraction digits that are kept; more than any target of a plan is measured in. */
const scale = 6;
const shape = /^(-?)(\d{1,18})(?:\.(\d{1,6}))?$/;

const sumShape = /^-?\d+(\.\d{1,6})?$/;

/** Undefined for anything that isn't a plain decimal of at most 18 digits before and 6 after the point. */
export function parseDecimal(raw: string): Decimal | undefined {
  return shape.test(raw) ? format(scaled(raw)) : undefined;
}

/** A stored number in its canonical form; a sum may be longer than what anybody may enter. */
export const isDecimal = (raw: string): raw is Decimal => sumShape.test(raw) && format(scaled(raw)) === raw;

export const addDecimals = (a: Decimal, b: Decimal): Decimal => format(scaled(a) + scaled(b));

export const zero: Decimal = format(0n);

export function compareDecimals(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const difference = scaled(a) - scaled(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The number in millionths. A sum may have more digits than an input, so only the form is relied on. */
function scaled(text: string): bigint {
  const negative = text.startsWith('-');
  const [whole = '0', fraction = ''] = (negative ? text.slice(1) : text).split('.');
  const amount = BigInt(whole + fraction.padEnd(scale, '0'));
  return negative ? -amount : amount;
}

function format(amount: bigint): Decimal {
  const digits = String(amount < 0n ? -amount : amount).padStart(scale + 1, '0');
  const fraction = digits.slice(-scale).replace(/0+$/, '');
  const text = `${amount < 0n ? '-' : ''}${digits.slice(0, -scale)}${fraction && `.${fraction}`}`;
  return text as Decimal;
}
