import { addDays, type LocalDate } from '../kernel/dates.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { LegalAct } from '../units/unit.ts';
import { changeRulebook, checkLegalAct, type LocalRuleDeps, type RulebookInput } from './change-rulebook.ts';
import type { LocalRulebook } from './local-rule.ts';

export type LocalRuleInput = RulebookInput & { readonly number: number };

/** Takes back a version before it begins. Codes: those of a change, NOT_FOUND, LOCAL_RULE_IN_FORCE. */
export const withdrawLocalRule = (
  deps: LocalRuleDeps,
  input: LocalRuleInput,
): Promise<Result<LocalRulebook>> =>
  changeRulebook(deps, input, {
    operation: 'withdrawLocalRule',
    action: 'localRule.withdraw',
    event: 'LocalRuleWithdrawn',
    apply: (book, on) => {
      const rule = book.rules.find((one) => one.number === input.number);
      if (!rule) return refuse(refusal('NOT_FOUND', 'number'));
      if (rule.from <= on) return refuse(refusal('LOCAL_RULE_IN_FORCE', 'number', { number: rule.number }));
      return accept({
        book: { ...book, rules: book.rules.filter((one) => one !== rule) },
        facts: { unitId: book.unitId, rule },
      });
    },
  });

export type EndLocalRuleInput = LocalRuleInput & {
  /** First day without the rule. */
  readonly endsOn: LocalDate;
  readonly act: LegalAct;
};

/**
 * Ends a version by another act, from tomorrow at the earliest: a decision of today may rest on it.
 * Codes: those of a change, NOT_FOUND, INVALID_VALUE, REQUIRED, TOO_LONG.
 */
export const endLocalRule = (deps: LocalRuleDeps, input: EndLocalRuleInput): Promise<Result<LocalRulebook>> =>
  changeRulebook(deps, input, {
    operation: 'endLocalRule',
    action: 'localRule.end',
    event: 'LocalRuleEnded',
    apply: (book, on) => {
      const { endsOn } = input;
      const rule = book.rules.find((one) => one.number === input.number);
      if (!rule) return refuse(refusal('NOT_FOUND', 'number'));
      const first = addDays(rule.from > on ? rule.from : on, 1);
      if (endsOn < first || (rule.to !== null && endsOn >= rule.to)) {
        const expected = rule.to === null ? `từ ${first}` : `từ ${first}, trước ${rule.to}`;
        return refuse(refusal('INVALID_VALUE', 'endsOn', { expected }));
      }
      const act = checkLegalAct('act', input.act, on, endsOn);
      if (!act.ok) return act;
      const ended = { ...rule, to: endsOn, endedBy: act.value };
      return accept({
        book: { ...book, rules: book.rules.map((one) => (one === rule ? ended : one)) },
        facts: { unitId: book.unitId, number: rule.number, endsOn, act: act.value },
      });
    },
  });
