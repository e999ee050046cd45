import { AppError } from '../../kernel/app-error.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import { unreadLaws } from '../unread.ts';
import { bookOf, nationalBook, type RuleBook } from './book.ts';
import type { Condition } from './condition.ts';
import { parseCondition } from './parse-condition.ts';
import type { RuleTerm } from './rule.ts';

/** What a rule of the book would demand instead; `needs` is a condition as the rule data writes it, in JSON. */
export type DraftRule = { readonly ruleId: string; readonly needs: string; readonly citation: string };

export const draftLimits = { rules: 10, citation: 500 } as const;

/**
 * The book with these rules in the place of its own, on every day that any law is held for, and as certain as if it had been
 * read. BAD_USER_INPUT for what isn't a condition, and for rules and awards that don't exist.
 */
export function draftBook(drafts: readonly DraftRule[], book: RuleBook = nationalBook()): RuleBook {
  if (drafts.length === 0 || drafts.length > draftLimits.rules)
    throw bad(`Dự thảo sửa từ 1 đến ${draftLimits.rules} quy định.`);
  const terms = new Map(drafts.map((draft) => [draft.ruleId, termsOf(draft, book)]));
  if (terms.size < drafts.length) throw bad('Mỗi quy định chỉ được sửa một lần trong dự thảo.');
  for (const { ruleId } of drafts)
    if (!book.rules.some((rule) => rule.id === ruleId)) throw bad(`Không có quy định ${named(ruleId)}.`);
  return bookOf({
    ...book,
    rules: book.rules.map((rule) => ({ ...rule, terms: terms.get(rule.id) ?? rule.terms })),
  });
}

const bad = (message: string) => new AppError('BAD_USER_INPUT', message);
const named = (raw: string) => raw.slice(0, 60);

/** One term from each law that nobody has read: what is older than such a law would be taken for unverified under it. */
function termsOf({ ruleId, needs, citation }: DraftRule, { regimes }: RuleBook): RuleTerm[] {
  const said = citation.trim();
  if (said.length === 0 || said.length > draftLimits.citation)
    throw bad(`Căn cứ của ${named(ruleId)} từ 1 đến ${draftLimits.citation} ký tự.`);
  const condition = conditionOf(ruleId, needs);
  const days: readonly LocalDate[] = [
    ...regimes.slice(0, 1).map((regime) => regime.validFrom),
    ...unreadLaws().map((law) => law.from),
  ].sort();
  return days.map((validFrom, i) => ({
    validFrom,
    validTo: days[i + 1] ?? null,
    citation: said,
    status: 'confirmed',
    needs: condition,
  }));
}

function conditionOf(ruleId: string, needs: string): Condition {
  const parsed = parseCondition(needs);
  if ('problem' in parsed) throw bad(`Điều kiện của ${named(ruleId)} ${parsed.problem}.`);
  return parsed.condition;
}
