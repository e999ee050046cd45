import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import { exactKey, fold } from '../kernel/text.ts';
import type { UnitAct } from './act.ts';
import type { UnitRegistry } from './registry.ts';
import { stateOn, type Unit, type UnitKind } from './unit.ts';

const byText = new Intl.Collator('vi');

/** Units in the order in which the statistics office lists them: by code, those without one after, by name. */
export function inOrder(units: readonly Unit[], on: LocalDate): readonly Unit[] {
  const sortKey = (unit: Unit) => {
    const state = stateOn(unit, on);
    return `${state?.code ?? '~'} ${state?.name ?? ''}`;
  };
  return [...units].sort((a, b) => byText.compare(sortKey(a), sortKey(b)));
}

/** Units of which a word begins with the text: those with the same diacritics first. */
export function unitsNamed(registry: UnitRegistry, text: string, on: LocalDate): readonly Unit[] {
  const [exact, folded] = [exactKey(text), fold(text)];
  const found: { unit: Unit; exactly: boolean }[] = [];
  for (const unit of registry.units.values()) {
    const name = stateOn(unit, on)?.name;
    if (name !== undefined && startsAWord(fold(name), folded))
      found.push({ unit, exactly: startsAWord(exactKey(name), exact) });
  }
  const pick = (exactly: boolean) => found.filter((one) => one.exactly === exactly).map((one) => one.unit);
  return [...inOrder(pick(true), on), ...inOrder(pick(false), on)];
}

const startsAWord = (name: string, text: string): boolean => ` ${name}`.includes(` ${text}`);

/** How many units of each kind live on a day, below a unit or anywhere. */
export function countKinds(registry: UnitRegistry, under: Id<'unt'> | undefined, on: LocalDate) {
  const counts = new Map<UnitKind, number>();
  for (const unit of registry.units.values()) {
    const kind = stateOn(unit, on)?.kind;
    const inside = under === undefined || (unit.id !== under && registry.pathOn(unit.id, on).includes(under));
    if (kind !== undefined && inside) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => ({ kind, count }));
}

/** The acts that touched a unit, by effective day, each with what it changed of it. */
export const historyOf = (registry: UnitRegistry, unit: Unit) =>
  registry.acts
    .flatMap((act: UnitAct) => {
      const changes = act.changes.filter((change) => change.unitId === unit.id).map((change) => change.kind);
      return changes.length > 0 ? [{ effectiveOn: act.effectiveOn, legalAct: act.legalAct, changes }] : [];
    })
    .sort((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : 1));
