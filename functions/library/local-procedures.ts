import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { AuthorityLevel } from '../law/awards.ts';
import type { LocalRule, LocalRulebook } from '../local-rules/local-rule.ts';
import { actText, localRulesIn, ofKind, provinceOf } from '../local-rules/local-rules-on.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { procedures, proceduresOn, type Procedure } from './catalogue.ts';

/** A unit with the books of its time, of which those of its province hold there. */
export type At = {
  readonly books: readonly LocalRulebook[];
  readonly registry: UnitRegistry;
  readonly unitId: Id<'unt'>;
};

/** A procedure that a province has entered, by its own act. */
export function procedureOf(rule: LocalRule): Procedure | undefined {
  if (rule.content.kind !== 'PROCEDURE') return undefined;
  const { from: validFrom, to: validTo } = rule;
  return { ...rule.content.procedure, validFrom, validTo, citation: actText(rule), status: 'confirmed' };
}

/** The catalogue at a unit: its province's own procedures, which take the place of the built-in ones of the same code. */
export function proceduresFor(
  { books, registry, unitId }: At,
  on: LocalDate,
  level: AuthorityLevel | null,
): readonly Procedure[] {
  const local = ofKind(localRulesIn(books, registry, unitId, on), 'PROCEDURE')
    .flatMap((rule) => procedureOf(rule) ?? [])
    .filter((one) => level === null || one.level === level);
  const codes = new Set(local.map(({ code }) => code));
  const others = proceduresOn(on, level).filter(({ code }) => !codes.has(code));
  return [...local, ...others].toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

/** One by its code, whenever it holds: the latest that the unit's province has entered, or the built-in one. */
export function procedureBy(code: string, at: At | undefined, today: LocalDate): Procedure | undefined {
  const province = at && provinceOf(at.registry, at.unitId, today);
  const rules = at?.books.find((book) => book.unitId === province)?.rules ?? [];
  const own = rules.flatMap((rule) => procedureOf(rule) ?? []).filter((one) => one.code === code);
  const [latest] = own.toSorted((a, b) => (a.validFrom > b.validFrom ? -1 : 1));
  return latest ?? procedures().find((one) => one.code === code);
}
