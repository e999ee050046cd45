import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { givens, inLegacy, middles, surnames } from '../../../test/support/legacy.ts';
import { isSyllable, legacyEncodingOf } from './legacy-text.ts';

const name = fc
  .tuple(fc.constantFrom(...surnames), fc.constantFrom(...middles), fc.constantFrom(...givens))
  .map((parts) => parts.join(' '));
const names = fc.array(name, { minLength: 3, maxLength: 8 }).map((all) => all.join('; '));
const encoding = fc.constantFrom<'TCVN3' | 'VNI'>('TCVN3', 'VNI');

describe('Vietnamese from before Unicode', () => {
  it('is told by its words, in either encoding', () => {
    fc.assert(
      fc.property(names, encoding, (text, of) => {
        expect(legacyEncodingOf(inLegacy(of, text))).toBe(of);
      }),
    );
  });

  it('is never seen in Unicode text, composed or not, in small letters or capitals', () => {
    fc.assert(
      fc.property(name, fc.constantFrom('NFC', 'NFD'), fc.boolean(), (text, form, capitals) => {
        const shown = (capitals ? text.toLocaleUpperCase('vi') : text).normalize(form);
        expect(legacyEncodingOf(shown)).toBeUndefined();
      }),
    );
  });

  it.each([
    ['NguyÔn V¨n An', 'TCVN3'],
    ['Uû ban nh©n d©n tØnh Nam §Þnh', 'TCVN3'],
    ['Nguyeãn Vaên An', 'VNI'],
    ['UÛY BAN NHAÂN DAÂN TÆNH', 'VNI'],
    ['Nguyen Van An', undefined],
    ['José Müller, François, Zoë Citroën', undefined],
    ['12 °C ± 3, 50 × 20, § 4, ½', undefined],
    ['Máy đo 5 µm', undefined],
    ['Hà, Lý, Mã, Hoà, quý, Huế', undefined],
    ['', undefined],
  ])('%s: %s', (text, expected) => expect(legacyEncodingOf(text)).toBe(expected));

  it('knows the syllables of names', () => {
    for (const word of [...surnames, ...middles, ...givens, 'Quỳnh', 'Khuyến', 'Nghiêm', 'gì', 'giếng'])
      expect(isSyllable(word), word).toBe(true);
    for (const word of ['NguyÔn', 'Vaên', 'Müller', 'xyz', 'ở̀']) expect(isSyllable(word), word).toBe(false);
  });
});
