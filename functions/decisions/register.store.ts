import * as z from 'zod/mini';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { ListReader } from '../kernel/lists.ts';
import { refusal } from '../kernel/refusal.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedDate, storedId } from '../kernel/table/schemas.ts';
import { absent, create, replace, versionOf, type Write } from '../kernel/table/write.ts';
import type { DecisionRegister } from './register.ts';

export interface DecisionRegisterStore {
  get(unitId: Id<'unt'>, year: number): Promise<DecisionRegister | undefined>;
  open(register: DecisionRegister): Write;
  /** Takes the next number, dated so; BUSY, and so tried again, when somebody was faster. */
  take(register: DecisionRegister, issuedOn: LocalDate): Write;
  /** The unit has no register here in that year, so that a number may be typed. */
  keptOutside(unitId: Id<'unt'>, year: number): Write;
}

const registerShape = itemShape({
  type: 'decisionRegister',
  v: 1,
  data: () =>
    z.object({
      unitId: storedId('unt'),
      year: z.int(),
      suffix: z.string(),
      last: z.int(),
      lastIssuedOn: z.nullable(storedDate),
    }),
});

export const registerPk = (unitId: Id<'unt'>, year: number) => `DECREG#${unitId}#${year}`;
const keyOf = (unitId: Id<'unt'>, year: number): Key => ({ pk: registerPk(unitId, year), sk: '#' });

export function decisionRegisterStore({ table }: ListReader): DecisionRegisterStore {
  return {
    get: async (unitId, year) => {
      const item = await table.get(keyOf(unitId, year));
      return item && { ...registerShape.read(item), version: versionOf(item) };
    },
    open: (register) => create(itemOf(register), refusal('DUPLICATE', 'year'), 1),
    take: (register, issuedOn) => ({
      ...replace(itemOf({ ...register, last: register.last + 1, lastIssuedOn: issuedOn }), register.version),
      onConflict: () => refusal('BUSY', []),
    }),
    keptOutside: (unitId, year) =>
      absent(keyOf(unitId, year), refusal('DECISION_NUMBER_AUTOMATIC', 'number', { year })),
  };
}

const itemOf = ({ version: _, ...register }: DecisionRegister): Item =>
  registerShape.item(keyOf(register.unitId, register.year), register);
