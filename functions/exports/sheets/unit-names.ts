import type { LocalDate } from '../../kernel/dates.ts';
import type { Id } from '../../kernel/ids.ts';
import { nameAround } from '../../units/unit.ts';
import type { ListDeps } from '../deps.ts';

/** What units are called on a day; the register is in memory. */
export async function namesOn(
  deps: Pick<ListDeps, 'units'>,
  on: LocalDate,
): Promise<(id: Id<'unt'>) => string> {
  const registry = await deps.units.registry();
  return (id) => nameAround(registry.require(id), on);
}
