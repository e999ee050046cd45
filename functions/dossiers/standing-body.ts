import type { LocalDate } from '../kernel/dates.ts';
import type { LocalRule, LocalRulebook } from '../local-rules/local-rule.ts';
import { actText, localRulesIn, ofKind } from '../local-rules/local-rules-on.ts';
import type { UnitRegistry } from '../units/registry.ts';
import type { Dossier } from './dossier.ts';
import type { Replacing } from './route.ts';

/** The local rules by which the standing body of who has the dossier considers some awards in place of the council. */
export const standingBodyRules = (
  books: readonly LocalRulebook[],
  { handlerUnitId }: Pick<Dossier, 'handlerUnitId'>,
  registry: UnitRegistry,
  on: LocalDate,
): readonly LocalRule[] =>
  handlerUnitId ? ofKind(localRulesIn(books, registry, handlerUnitId, on), 'STANDING_BODY') : [];

export const replacedBy =
  (rules: readonly LocalRule[]): Replacing =>
  (awardCode) => {
    const [rule] = ofKind(rules, 'STANDING_BODY', awardCode);
    return rule && actText(rule);
  };
