import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDate } from '../kernel/dates.ts';
import { checkIdNumber, maskIdNumber, parseIdNumber } from './id-number.ts';
import idNumberData from './data/id-numbers.json' with { type: 'json' };
import { subjectMessages } from './subject.refusals.ts';
import type { Sex } from './sex.ts';

const on = localDate('2021-03-01');
const unknown = { birthDate: null, sex: null };
const place = fc.constantFrom(...idNumberData.provinces.codes.map((one) => one.code));
const year = fc.integer({ min: 1900, max: 2020 });
const sex = fc.constantFrom<Sex>('MALE', 'FEMALE');
const serial = fc.integer({ min: 0, max: 999_999 }).map((n) => String(n).padStart(6, '0'));

/** The rule of the circular, written the other way round. */
const numberOf = (placeCode: string, birthYear: number, of: Sex, tail: string): string =>
  `${placeCode}${(birthYear < 2000 ? 0 : 2) + (of === 'MALE' ? 0 : 1)}${String(birthYear % 100).padStart(2, '0')}${tail}`;

const codesOf = (raw: string, birthDate: string | null = null, of: Sex | null = null): readonly string[] => {
  const result = checkIdNumber(
    raw,
    { birthDate: birthDate === null ? null : localDate(birthDate), sex: of },
    on,
  );
  return result.ok ? [] : result.refusals.map((r) => `${r.code} ${r.field.join('.')}`);
};

describe('a personal number', () => {
  it('tells place, sex and birth year back as they went in', () => {
    fc.assert(
      fc.property(place, year, sex, serial, (placeCode, birthYear, of, tail) => {
        const digits = numberOf(placeCode, birthYear, of, tail);
        const parsed = parseIdNumber('idNumber', digits);
        expect(parsed).toEqual({ ok: true, value: { type: 'CCCD', digits, placeCode, sex: of, birthYear } });
        expect(codesOf(digits, `${birthYear}-12-31`, of)).toEqual([]);
      }),
    );
  });

  it('is refused for another year or sex, naming that field', () => {
    fc.assert(
      fc.property(place, year, year, sex, serial, (placeCode, birthYear, other, of, tail) => {
        const digits = numberOf(placeCode, birthYear, of, tail);
        const wrongYear = birthYear === other ? [] : ['ID_NUMBER_BIRTH_YEAR birthDate'];
        expect(codesOf(digits, `${other}-01-01`, of)).toEqual(wrongYear);
        expect(codesOf(digits, `${other}-01-01`, of === 'MALE' ? 'FEMALE' : 'MALE')).toEqual([
          ...wrongYear,
          'ID_NUMBER_SEX sex',
        ]);
      }),
    );
  });

  it('is never anything but 12 digits or 9, however they are spaced', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 16 }), (raw) => {
        const digits = raw.replace(/[\s.-]+/gu, '');
        const parsed = parseIdNumber('idNumber', raw);
        if (!/^([0-9]{9}|[0-9]{12})$/.test(digits)) expect(parsed.ok).toBe(false);
        if (parsed.ok) expect(parsed.value.digits).toBe(digits);
      }),
    );
    expect(codesOf('036 190 001 234')).toEqual([]);
    expect(codesOf('036.190.001-234')).toEqual([]);
    expect(codesOf('03619000123４')).toEqual(['ID_NUMBER_SHAPE idNumber']);
    expect(codesOf('')).toEqual(['ID_NUMBER_SHAPE idNumber']);
    expect(codesOf('0361900012345')).toEqual(['ID_NUMBER_SHAPE idNumber']);
  });

  it('is refused when its place is no place, or its year lies ahead', () => {
    expect(codesOf('003190001234')).toEqual(['ID_NUMBER_PLACE idNumber']);
    expect(codesOf('000190001234')).toEqual(['ID_NUMBER_PLACE idNumber']);
    expect(codesOf('036222001234')).toEqual(['ID_NUMBER_BIRTH_YEAR idNumber']);
    expect(codesOf('036999001234')).toEqual(['ID_NUMBER_BIRTH_YEAR idNumber']);
    expect(codesOf('120190001234')).toEqual([]);
  });

  it('of the old card has 9 digits and says nothing of its bearer', () => {
    expect(codesOf('162123456', '1950-01-01', 'MALE')).toEqual([]);
    expect(checkIdNumber('162123456', unknown, on)).toEqual({
      ok: true,
      value: { type: 'CMND', digits: '162123456' },
    });
  });

  it('shows at most six of its digits when masked, none of them of the serial but the last two', () => {
    const masked = (raw: string) => {
      const parsed = parseIdNumber('idNumber', raw);
      return parsed.ok ? maskIdNumber(parsed.value) : '';
    };
    expect(masked('036090001212')).toBe('0360••••••12');
    expect(masked('162123456')).toBe('16•••••56');
  });

  it('is repeated by no refusal and no message', () => {
    fc.assert(
      fc.property(serial, serial, (head, tail) => {
        const raw = `${head}${tail}`;
        const result = checkIdNumber(raw, { birthDate: localDate('1899-01-01'), sex: 'MALE' }, on);
        const refused = result.ok ? [] : result.refusals;
        expect(JSON.stringify(refused)).not.toContain(raw);
        for (const r of refused) {
          const say = Object.entries(subjectMessages).find(([code]) => code === r.code)?.[1];
          expect(say?.(r)).toBeTypeOf('string');
          expect(say?.(r)).not.toContain(raw);
        }
      }),
    );
  });
});

describe('the list of places', () => {
  it('has the 63 of the circular, each once', () => {
    const codes = idNumberData.provinces.codes.map((one) => one.code);
    expect(new Set(codes).size).toBe(63);
    expect(codes).toEqual([...codes].sort());
    expect(idNumberData.provinces.codes.find((one) => one.code === '036')?.name).toBe('Nam Định');
  });
});
