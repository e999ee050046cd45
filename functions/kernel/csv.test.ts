import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvField, csvFile } from './csv.ts';

describe('a CSV file', () => {
  it.each(['=1+1', '+84912', '-5', '@SUM(A1)', '\t=1', ' =HYPERLINK("x")', '＝1', '|cmd', '\ufeff=1'])(
    'lets no spreadsheet take %j for a formula',
    (text) => {
      expect(csvField(text).replace(/^"/, '').startsWith("'")).toBe(true);
    },
  );

  it('leaves names as they are', () => {
    expect(csvField('Nguyễn Văn A - B')).toBe('Nguyễn Văn A - B');
    expect(csvField(null)).toBe('');
    expect(csvField('Xã "A", huyện B')).toBe('"Xã ""A"", huyện B"');
  });

  it('reads back as it was written, whatever the fields hold', () => {
    const cell = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, fc.nat()), { minLength: 1 }), (rows) => {
        const back: unknown = parse(csvFile(rows), { bom: true, relax_column_count: true });
        const harmless = (text: string) => /^"?'/.test(csvField(text)) && !text.startsWith("'");
        expect(back).toEqual(
          rows.map((row) =>
            row.map((one) => (typeof one === 'number' ? String(one) : harmless(one) ? `'${one}` : one)),
          ),
        );
      }),
    );
  });
});
