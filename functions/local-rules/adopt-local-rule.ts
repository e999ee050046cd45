import { instant } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { refusalsOf } from '../kernel/fields.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { awardOn } from '../law/awards.ts';
import { checkLawDay } from '../law/check-asked.ts';
import type { LegalAct } from '../units/unit.ts';
import { changeRulebook, checkLegalAct, type LocalRuleDeps, type RulebookInput } from './change-rulebook.ts';
import { parseContent, type LocalContentInput } from './content-input.ts';
import { overlapping, type LocalContent, type LocalRule, type LocalRulebook } from './local-rule.ts';
import { loosened } from './national-bound.ts';

export type AdoptLocalRuleInput = RulebookInput & {
  readonly content: LocalContentInput;
  readonly from: LocalDate;
  readonly to?: LocalDate | null | undefined;
  readonly act: LegalAct;
};

/** Of one province; those of all are one item of at most 400 KB. */
const maxRules = 200;

/**
 * Adds a version of a local rule. Codes: those of a change, REQUIRED, INVALID_VALUE, TOO_LONG, TOO_MANY, LAW_DAY_UNKNOWN,
 * LAW_AWARD_UNKNOWN, LOCAL_RULE_NOT_PROVINCE, LOCAL_RULE_OVERLAP, and LOCAL_RULE_LOOSER with the national article.
 */
export const adoptLocalRule = (
  deps: LocalRuleDeps,
  input: AdoptLocalRuleInput,
): Promise<Result<LocalRulebook>> =>
  changeRulebook(deps, input, {
    operation: 'adoptLocalRule',
    action: 'localRule.adopt',
    event: 'LocalRuleAdopted',
    apply: (book, on, registry) => {
      const { from, to = null } = input;
      const content = parseContent(input.content);
      const act = checkLegalAct('act', input.act, on, from);
      const refusals: Refusal[] = [
        ...refusalsOf(content, act),
        ...checkLawDay('from', from, on),
        ...(to !== null && to <= from ? [refusal('INVALID_VALUE', 'to', { expected: `sau ${from}` })] : []),
        ...(book.rules.length >= maxRules ? [refusal('TOO_MANY', [], { limit: maxRules })] : []),
        ...(registry.stateOn(book.unitId, from)?.kind === 'PROVINCE'
          ? []
          : [refusal('LOCAL_RULE_NOT_PROVINCE', 'unitId')]),
      ];
      if (!content.ok || !act.ok || refusals.length > 0) return refuse(...refusals);
      const span = { from, to };
      const against = checkAgainst(book, content.value, span);
      if (against.length > 0) return refuse(...against);
      const rule: LocalRule = {
        number: book.nextNumber,
        content: content.value,
        ...span,
        act: act.value,
        enteredAt: instant(deps.clock),
        endedBy: null,
      };
      return accept({
        book: { ...book, rules: [...book.rules, rule], nextNumber: book.nextNumber + 1 },
        facts: { unitId: book.unitId, rule },
      });
    },
  });

/** Against national law, and against what the province has already laid down. */
function checkAgainst(
  book: LocalRulebook,
  content: LocalContent,
  span: Pick<LocalRule, 'from' | 'to'>,
): readonly Refusal[] {
  if ('awardCode' in content && !awardOn(content.awardCode, span.from))
    return [
      refusal('LAW_AWARD_UNKNOWN', 'content.awardCode', {
        award: content.awardCode.slice(0, 20),
        on: span.from,
      }),
    ];
  const unknown =
    content.kind === 'PROCEDURE'
      ? content.procedure.awards.flatMap((code, index) =>
          awardOn(code, span.from)
            ? []
            : [
                refusal('LAW_AWARD_UNKNOWN', `content.procedure.awards.${index}`, {
                  award: code.slice(0, 20),
                  on: span.from,
                }),
              ],
        )
      : [];
  if (unknown.length > 0) return unknown;
  const looser = loosened(content, span);
  const other = overlapping(book, content, span);
  return [
    ...(looser
      ? [
          {
            ...refusal('LOCAL_RULE_LOOSER', 'content', { national: looser.national, on: looser.on }),
            citation: looser.citation,
          },
        ]
      : []),
    ...(other ? [refusal('LOCAL_RULE_OVERLAP', 'from', { number: other.number })] : []),
  ];
}
