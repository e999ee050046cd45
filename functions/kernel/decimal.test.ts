import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDecimals, compareDecimals, isDecimal, parseDecimal, zero, type Decimal } from './decimal.ts';

const decimal = (raw: string): Decimal => {
  const parsed = parseDecimal(raw);
  if (parsed === undefined) throw new Error(raw);
  return parsed;
};

/** Any decimal with its value in millionths beside it. */
const any = fc.bigInt({ min: -(10n ** 24n) + 1n, max: 10n ** 24n - 1n }).map((millionths) => {
  const digits = String(millionths < 0n ? -millionths : millionths).padStart(7, '0');
  const text = `${millionths < 0n ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`;
  return { millionths, value: decimal(text) };
});

describe('exact decimals', () => {
  it('have one canonical form each', () => {
    const forms = ['007', '7.0', '-0', '-0.50', '0.000001', '999999999999999999.999999'];
    expect(forms.map(decimal)).toEqual(['7', '7', '0', '-0.5', '0.000001', '999999999999999999.999999']);
  });

  it.each(['', '.', '1.', '.5', '+1', '1e3', 'NaN', '0x1', '1,5', ' 1', '1.1234567', '1'.repeat(19), '１'])(
    'are not %j',
    (raw) => expect(parseDecimal(raw)).toBeUndefined(),
  );

  it('add what floating point cannot', () => {
    expect(addDecimals(decimal('0.1'), decimal('0.2'))).toBe('0.3');
    expect(addDecimals(decimal('9007199254740993'), decimal('0.000001'))).toBe('9007199254740993.000001');
  });

  it('parse what they print', () =>
    fc.assert(
      fc.property(any, ({ value }) => {
        expect(parseDecimal(value)).toBe(value);
      }),
    ));

  it('compare as their values do', () =>
    fc.assert(
      fc.property(any, any, (a, b) => {
        const expected = a.millionths < b.millionths ? -1 : a.millionths > b.millionths ? 1 : 0;
        expect(compareDecimals(a.value, b.value)).toBe(expected);
      }),
    ));

  it('add commutatively, associatively, with zero and with an opposite for each', () =>
    fc.assert(
      fc.property(any, any, any, ({ value: a }, { value: b }, { value: c }) => {
        expect(addDecimals(a, b)).toBe(addDecimals(b, a));
        expect(addDecimals(addDecimals(a, b), c)).toBe(addDecimals(a, addDecimals(b, c)));
        expect(addDecimals(a, zero)).toBe(a);
        expect(isDecimal(addDecimals(a, b))).toBe(true);
        const opposite = a.startsWith('-') ? decimal(a.slice(1)) : decimal(`-${a}`);
        expect(addDecimals(a, opposite)).toBe(zero);
      }),
    ));
});
