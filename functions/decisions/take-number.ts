import { yearOf, type LocalDate } from '../kernel/dates.ts';
import { requireLine } from '../kernel/fields.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Write } from '../kernel/table/write.ts';
import type { DecisionRegisterStore } from './register.store.ts';
import { checkOrder, nextNumber, type DecisionRegister } from './register.ts';

/** A number that was typed, or the unit from whose register it is taken: exactly one of them. */
export type NumberInput = {
  readonly number?: string | null | undefined;
  readonly registerUnitId?: string | null | undefined;
  readonly issuedOn: LocalDate;
};

/** The register that an input names, read in the same tick as everything else; null when it names none. */
export async function loadRegister(
  registers: DecisionRegisterStore,
  { registerUnitId, issuedOn }: NumberInput,
): Promise<DecisionRegister | null> {
  const unitId = registerUnitId == null ? undefined : parseId('unt', registerUnitId);
  return (unitId && (await registers.get(unitId, yearOf(issuedOn)))) ?? null;
}

/**
 * The number of a decision of this unit, and the write that takes it in the same transaction: numbers have no gaps, since
 * one that isn't used isn't taken. REQUIRED, TOO_LONG, INVALID_VALUE, DECISION_REGISTER_NONE; DECISION_NUMBER_AUTOMATIC
 * when it was typed though the unit keeps its register here. The state level keeps none here: issued by no unit, it is
 * typed.
 */
export function takeNumber(
  registers: DecisionRegisterStore,
  input: NumberInput,
  register: DecisionRegister | null,
  issuerUnitId: Id<'unt'> | null,
): Result<{ readonly number: string; readonly writes: readonly Write[] }> {
  if ((input.number == null) === (input.registerUnitId == null))
    return refuse(refusal('INVALID_VALUE', 'number', { expected: 'number hoặc registerUnitId' }));
  if (input.number != null) {
    const number = requireLine('number', input.number, 100);
    return number.ok
      ? accept({
          number: number.value,
          writes: issuerUnitId ? [registers.keptOutside(issuerUnitId, yearOf(input.issuedOn))] : [],
        })
      : number;
  }
  if (register?.unitId !== issuerUnitId) return refuse(refusal('DECISION_REGISTER_NONE', 'registerUnitId'));
  const order = checkOrder(register, input.issuedOn);
  return order.length > 0
    ? refuse(...order)
    : accept({ number: nextNumber(register), writes: [registers.take(register, input.issuedOn)] });
}
