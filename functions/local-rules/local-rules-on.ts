import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { UnitRegistry } from '../units/registry.ts';
import type { LocalRuleStore } from './local-rule.store.ts';
import { rulesOn, type LocalContent, type LocalRule, type LocalRulebook } from './local-rule.ts';

/** The province that a unit, or the one that carries it on, is in on a day; undefined where none is above it then. */
export function provinceOf(registry: UnitRegistry, unitId: Id<'unt'>, on: LocalDate): Id<'unt'> | undefined {
  const [heir] = registry.heirsOn(unitId, on);
  return heir && registry.pathOn(heir, on).findLast((id) => registry.stateOn(id, on)?.kind === 'PROVINCE');
}

export type LocalRulesDeps = {
  readonly localRules: Pick<LocalRuleStore, 'shelf'>;
  readonly units: { registry(): Promise<UnitRegistry> };
};

/**
 * The local rules that hold for a unit on a day: those of its province then. Both reads start at once; a caller that has
 * the books and the register already asks `localRulesIn`.
 */
export async function localRulesOn(
  deps: LocalRulesDeps,
  unitId: Id<'unt'>,
  on: LocalDate,
): Promise<readonly LocalRule[]> {
  const [{ books }, registry] = await Promise.all([deps.localRules.shelf(), deps.units.registry()]);
  return localRulesIn(books, registry, unitId, on);
}

export function localRulesIn(
  books: readonly LocalRulebook[],
  registry: UnitRegistry,
  unitId: Id<'unt'>,
  on: LocalDate,
): readonly LocalRule[] {
  const province = provinceOf(registry, unitId, on);
  const book = books.find((one) => one.unitId === province);
  return book ? rulesOn(book, on) : [];
}

type OfKind<K extends LocalContent['kind']> = LocalRule & {
  readonly content: Extract<LocalContent, { readonly kind: K }>;
};

const isOfKind = <K extends LocalContent['kind']>(rule: LocalRule, kind: K): rule is OfKind<K> =>
  rule.content.kind === kind;

/** Rules of one kind, for one award where the kind is about awards. */
export const ofKind = <K extends LocalContent['kind']>(
  rules: readonly LocalRule[],
  kind: K,
  awardCode?: string,
): readonly OfKind<K>[] =>
  rules
    .filter((rule) => isOfKind(rule, kind))
    .filter(
      ({ content }) =>
        awardCode === undefined || !('awardCode' in content) || content.awardCode === awardCode,
    );

/** How an answer names a local rule: its act. */
export const actText = ({ act }: Pick<LocalRule, 'act'>): string =>
  `${act.number} ngày ${act.issuedOn} của ${act.issuer}`;
