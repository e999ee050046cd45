import { parseId } from '../kernel/ids.ts';
import { officerPk } from '../officers/officer.store.ts';
import type { Contribution } from './contribution.ts';
import { contribution, historyOf, type Registers } from './registers.ts';
import { trainedRows } from './trained-rows.ts';

/** An officer's commune, by all who serve or served there; its version is how often anything of them changed. */
export async function trainedCommune(
  registers: Registers,
  pk: string,
  raw: string,
): Promise<readonly Contribution[]> {
  const id = parseId('ofc', raw);
  const one = id && (await registers.officers.get(id));
  if (!one) throw new Error(`an event of ${pk}, which does not exist`);
  const [registry, every] = await Promise.all([
    registers.units.registry(),
    registers.officers.everyOf(one.unitId),
  ]);
  const officers = [...every.filter((other) => other.id !== one.id), one];
  const terms = await Promise.all(
    officers.map(async (officer) => ({
      officer,
      events: await historyOf(registers, officerPk(officer.id), officer.version),
    })),
  );
  const version = officers.reduce((sum, officer) => sum + officer.version, 0);
  const root = { id: one.unitId, version, unitId: one.unitId };
  return [contribution(`trained ${one.unitId}`, root, trainedRows(registry.require(one.unitId), terms))];
}
