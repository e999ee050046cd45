import { requireText } from '../kernel/fields.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import type { OwnProcedure } from './local-rule.ts';

/** A procedure as it comes in. */
export type OwnProcedureInput = Omit<OwnProcedure, 'subjects'> & {
  readonly subjects?: OwnProcedure['subjects'] | undefined;
};

/** Codes of the national database of procedures: `1.000934`. */
export const procedureCode = /^\d\.\d{6}$/;

const limits = { days: [1, 365], fee: [0, 100_000_000], sets: [1, 10] } as const;

const at = (field: string) => `content.procedure.${field}`;

/** REQUIRED, TOO_LONG, INVALID_VALUE. */
export function checkProcedure(input: OwnProcedureInput): readonly Refusal[] {
  const name = requireText(at('name'), input.name, 500);
  const numbers = (['days', 'fee', 'sets'] as const).flatMap((field) => {
    const [from, to] = limits[field];
    const value = input[field];
    return Number.isInteger(value) && value >= from && value <= to
      ? []
      : [refusal('INVALID_VALUE', at(field), { expected: `số nguyên từ ${from} đến ${to}` })];
  });
  return [
    ...(procedureCode.test(input.code)
      ? []
      : [refusal('INVALID_VALUE', at('code'), { expected: 'mã dạng 1.000934' })]),
    ...(name.ok ? [] : name.refusals),
    ...(input.awards.length === 0 ? [refusal('REQUIRED', at('awards'))] : []),
    ...(input.types.length === 0 ? [refusal('REQUIRED', at('types'))] : []),
    ...(input.subjects?.length === 0 ? [refusal('REQUIRED', at('subjects'))] : []),
    ...numbers,
  ];
}

/** In place of one that is missing, which is refused. */
export const noProcedure: OwnProcedureInput = {
  ...{
    code: '',
    name: '',
    level: 'PROVINCE',
    awards: [],
    types: [],
    days: 0,
    dayKind: 'WORKING',
    fee: 0,
    sets: 0,
  },
};

/** Of what was checked. */
export const ownProcedure = (input: OwnProcedureInput): OwnProcedure => ({
  ...input,
  name: input.name.trim().normalize('NFC'),
  awards: [...new Set(input.awards)],
  types: [...new Set(input.types)],
  subjects: input.subjects ? [...new Set(input.subjects)] : null,
});
