import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { LocalCriteria, LocalCriterion } from '../law/eligibility/book.ts';
import type { Condition } from '../law/eligibility/condition.ts';
import { parseCondition } from '../law/eligibility/parse-condition.ts';
import type { UnitRegistry } from '../units/registry.ts';
import type { LocalRule, LocalRulebook } from './local-rule.ts';
import { actText, localRulesIn, ofKind } from './local-rules-on.ts';

/**
 * What the province of a unit demands beside the law, as it stood on the day that the law is chosen by. What was entered only
 * after a dossier was submitted, though it held already, fails nobody in it by itself: a person has to look.
 */
export function localCriteriaOf(
  books: readonly LocalRulebook[],
  registry: UnitRegistry,
  unitId: Id<'unt'>,
  submittedAt: string | null = null,
): LocalCriteria {
  const known = new Map<string, readonly LocalCriterion[]>();
  return (award, on) => {
    const at = `${award} ${on}`;
    const found = known.get(at) ?? criteriaOn(books, registry, unitId, { award, on, submittedAt });
    known.set(at, found);
    return found;
  };
}

const criteriaOn = (
  books: readonly LocalRulebook[],
  registry: UnitRegistry,
  unitId: Id<'unt'>,
  { award, on, submittedAt }: Asked,
): readonly LocalCriterion[] =>
  ofKind(localRulesIn(books, registry, unitId, on), 'CRITERION', award).map((rule) => {
    const needs = conditionOf(rule.content);
    return enteredAfter(rule, submittedAt)
      ? { needs: inDoubt(needs), citation: `${actText(rule)}, nhập vào hệ thống sau khi hồ sơ được trình` }
      : { needs, citation: actText(rule) };
  });

type Asked = {
  readonly award: string;
  readonly on: LocalDate;
  readonly submittedAt: string | null;
};

const enteredAfter = ({ enteredAt }: LocalRule, submittedAt: string | null): boolean =>
  enteredAt !== null && submittedAt !== null && enteredAt > submittedAt;

/** Where it isn't met, it isn't known whether it may be demanded. */
const inDoubt = (one: Condition): Condition => {
  if ('of' in one) return { ...one, of: one.of.map(inDoubt) };
  return one.is === 'UNREAD' || one.doubt ? one : { ...one, doubt: 'WHETHER' };
};

type Content = { readonly key: string; readonly text: string; readonly needs: string | null };

/** A condition that can no longer be read is for a person to judge. */
function conditionOf({ key, text, needs }: Content): LocalCriterion['needs'] {
  if (needs === null) return { is: 'ATTESTED', key, text };
  const parsed = parseCondition(needs);
  return 'problem' in parsed ? { is: 'UNREAD', text } : { is: 'ALL', text, of: [parsed.condition] };
}
