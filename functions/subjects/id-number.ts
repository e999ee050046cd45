import * as z from 'zod/mini';
import { yearOf, type LocalDate } from '../kernel/dates.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, acceptUnless, refuse, type Result } from '../kernel/result.ts';
import { datumStatus } from '../law/datum.ts';
import { lazy } from '../kernel/lazy.ts';
import idNumberData from './data/id-numbers.json' with { type: 'json' };
import { sexes, type Sex } from './sex.ts';

/** CCCD: số định danh cá nhân, 12 digits. CMND: the card before it, 9 digits, still found in old dossiers. */
export const idNumberTypes = ['CCCD', 'CMND'] as const;
export type IdNumberType = (typeof idNumberTypes)[number];

/** What a number says of its bearer. An old one says nothing. */
export type ParsedIdNumber =
  | { readonly type: 'CMND'; readonly digits: string }
  | {
      readonly type: 'CCCD';
      readonly digits: string;
      /** Place where the birth was registered, by its code; it may differ from where the person lives. */
      readonly placeCode: string;
      readonly sex: Sex;
      readonly birthYear: number;
    };

const basis = { citation: z.string().check(z.minLength(1)), status: datumStatus };
const code = z.string().check(z.regex(/^\d{3}$/));
const law = lazy(() =>
  z
    .object({
      provinces: z.object({ ...basis, codes: z.array(z.object({ code, name: z.string() })) }),
      abroad: z.object({ ...basis, from: code, to: code }),
      centuryAndSex: z.object({
        ...basis,
        digits: z.array(z.object({ digit: z.string(), century: z.int(), sex: z.enum(sexes) })),
      }),
    })
    .parse(idNumberData),
);

const provinceCodes = lazy(() => new Set(law().provinces.codes.map((one) => one.code)));
const isPlace = (place: string): boolean =>
  provinceCodes().has(place) || (place >= law().abroad.from && place <= law().abroad.to);

/** ID_NUMBER_SHAPE, ID_NUMBER_PLACE. No refusal repeats the number. */
export function parseIdNumber(field: string, raw: string): Result<ParsedIdNumber> {
  const digits = raw.replace(/[\s.-]+/gu, '');
  if (/^[0-9]{9}$/.test(digits)) return accept({ type: 'CMND', digits });
  const [, placeCode, centuryAndSex, year] = /^([0-9]{3})([0-9])([0-9]{2})[0-9]{6}$/.exec(digits) ?? [];
  const meaning = law().centuryAndSex.digits.find((one) => one.digit === centuryAndSex);
  if (placeCode === undefined || meaning === undefined) return refuse(refusal('ID_NUMBER_SHAPE', field));
  if (!isPlace(placeCode))
    return refuse({
      ...refusal('ID_NUMBER_PLACE', field, { placeCode }),
      citation: law().provinces.citation,
    });
  const birthYear = meaning.century + Number(year);
  return accept({ type: 'CCCD', digits, placeCode, sex: meaning.sex, birthYear });
}

/** What is said of the bearer beside the number; null where nothing is. */
export type Bearer = { readonly birthDate: LocalDate | null; readonly sex: Sex | null };

/** ID_NUMBER_BIRTH_YEAR, ID_NUMBER_SEX: the number and what is known of its bearer must agree. */
export function checkBearer(number: ParsedIdNumber, bearer: Bearer, on: LocalDate): readonly Refusal[] {
  if (number.type === 'CMND') return [];
  const { citation } = law().centuryAndSex;
  const refusals: Refusal[] = [];
  if (number.birthYear > yearOf(on))
    refusals.push({ ...refusal('ID_NUMBER_BIRTH_YEAR', 'idNumber'), citation });
  else if (bearer.birthDate !== null && yearOf(bearer.birthDate) !== number.birthYear)
    refusals.push({ ...refusal('ID_NUMBER_BIRTH_YEAR', 'birthDate'), citation });
  if (bearer.sex !== null && bearer.sex !== number.sex)
    refusals.push({ ...refusal('ID_NUMBER_SEX', 'sex'), citation });
  return refusals;
}

/** A number that is well-formed and agrees with its bearer; every reason why not otherwise. */
export function checkIdNumber(raw: string, bearer: Bearer, on: LocalDate): Result<ParsedIdNumber> {
  const parsed = parseIdNumber('idNumber', raw);
  return parsed.ok ? acceptUnless(checkBearer(parsed.value, bearer, on), () => parsed.value) : parsed;
}

/** `0360••••••12`: enough to recognise a number that one knows, too little to learn one. */
export const maskIdNumber = ({ type, digits }: ParsedIdNumber): string => {
  const [head, tail] = type === 'CCCD' ? [4, 2] : [2, 2];
  return `${digits.slice(0, head)}${'•'.repeat(digits.length - head - tail)}${digits.slice(-tail)}`;
};
