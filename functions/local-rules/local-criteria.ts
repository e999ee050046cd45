import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { LocalCriteria, LocalCriterion } from '../law/eligibility/book.ts';
import { parseCondition } from '../law/eligibility/parse-condition.ts';
import type { UnitRegistry } from '../units/registry.ts';
import type { LocalRulebook } from './local-rule.ts';
import { actText, localRulesIn, ofKind } from './local-rules-on.ts';

/** What the province of a unit demands beside the law, as it stood on the day that the law is chosen by. */
export function localCriteriaOf(
  books: readonly LocalRulebook[],
  registry: UnitRegistry,
  unitId: Id<'unt'>,
): LocalCriteria {
  const known = new Map<string, readonly LocalCriterion[]>();
  return (award, on) => {
    const at = `${award} ${on}`;
    const found = known.get(at) ?? criteriaOn(books, registry, unitId, { award, on });
    known.set(at, found);
    return found;
  };
}

const criteriaOn = (
  books: readonly LocalRulebook[],
  registry: UnitRegistry,
  unitId: Id<'unt'>,
  { award, on }: { readonly award: string; readonly on: LocalDate },
): readonly LocalCriterion[] =>
  ofKind(localRulesIn(books, registry, unitId, on), 'CRITERION', award).map((rule) => ({
    needs: conditionOf(rule.content),
    citation: actText(rule),
  }));

type Content = { readonly key: string; readonly text: string; readonly needs: string | null };

/** A condition that can no longer be read is for a person to judge. */
function conditionOf({ key, text, needs }: Content): LocalCriterion['needs'] {
  if (needs === null) return { is: 'ATTESTED', key, text };
  const parsed = parseCondition(needs);
  return 'problem' in parsed ? { is: 'UNREAD', text } : { is: 'ALL', text, of: [parsed.condition] };
}
