import { AppError } from '../../kernel/app-error.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import { catalogue } from '../awards.ts';
import { unreadLaws } from '../unread.ts';
import { bookOf, nationalBook, type LocalCriteria, type RuleBook } from './book.ts';
import type { Condition } from './condition.ts';
import { parseCondition } from './parse-condition.ts';
import type { RuleTerm } from './rule.ts';

type Drafted = {
  /** A condition as the rule data writes it, in JSON. */
  readonly needs: string;
  readonly citation: string;
  /** First day of law on which it would hold; every day when it is left out. */
  readonly from?: LocalDate | null | undefined;
};

/** What a rule of the book would demand instead. */
export type DraftRule = Drafted & { readonly ruleId: string };

/** What a province would demand of an award beside the law. */
export type DraftCriterion = Drafted & { readonly awardCode: string };

export type Draft = {
  readonly rules: readonly DraftRule[];
  readonly criteria?: readonly DraftCriterion[] | null | undefined;
};

export const draftLimits = { rules: 10, citation: 500 } as const;

/** BAD_USER_INPUT for a draft that changes nothing, or too much at once. */
export function checkDraft({ rules, criteria }: Draft): void {
  const changes = rules.length + (criteria?.length ?? 0);
  if (changes === 0 || changes > draftLimits.rules)
    throw bad(`Dự thảo sửa từ 1 đến ${draftLimits.rules} quy định, tiêu chí.`);
}

/**
 * The book with these rules in the place of its own, and as certain as if they had been read. BAD_USER_INPUT for what isn't a
 * condition, and for rules and awards that don't exist.
 */
export function draftBook(drafts: readonly DraftRule[], book: RuleBook = nationalBook()): RuleBook {
  const byRule = new Map(drafts.map((draft) => [draft.ruleId, draft]));
  if (byRule.size < drafts.length) throw bad('Mỗi quy định chỉ được sửa một lần trong dự thảo.');
  for (const { ruleId } of drafts)
    if (!book.rules.some((rule) => rule.id === ruleId)) throw bad(`Không có quy định ${named(ruleId)}.`);
  return bookOf({
    ...book,
    rules: book.rules.map((rule) => {
      const draft = byRule.get(rule.id);
      return draft
        ? { ...rule, terms: [...keptBefore(rule.terms, draft.from), ...termsOf(draft, book)] }
        : rule;
    }),
  });
}

/** What a province would demand beside the law. BAD_USER_INPUT as `draftBook`. */
export function draftCriteria(drafts: readonly DraftCriterion[]): LocalCriteria {
  const known = new Set(catalogue().map(({ code }) => code));
  const read = drafts.map(({ awardCode, needs, citation, from }) => {
    if (!known.has(awardCode)) throw bad(`Không có danh hiệu, hình thức ${named(awardCode)}.`);
    const criterion = { needs: conditionOf(awardCode, needs), citation: citationOf(awardCode, citation) };
    return { awardCode, from, criterion };
  });
  return (award, on) =>
    read
      .filter(({ awardCode, from }) => awardCode === award && (from == null || on >= from))
      .map(({ criterion }) => criterion);
}

function keptBefore(terms: readonly RuleTerm[], from: Drafted['from']): readonly RuleTerm[] {
  if (from == null) return [];
  return terms
    .filter((term) => term.validFrom < from)
    .map((term) => (term.validTo === null || term.validTo > from ? { ...term, validTo: from } : term));
}

const bad = (message: string) => new AppError('BAD_USER_INPUT', message);
const named = (raw: string) => raw.slice(0, 60);

/** One term from each law that nobody has read: what is older than such a law would be taken for unverified under it. */
function termsOf({ ruleId, needs, citation, from }: DraftRule, { regimes }: RuleBook): RuleTerm[] {
  const said = citationOf(ruleId, citation);
  const condition = conditionOf(ruleId, needs);
  const first = from ?? regimes[0]?.validFrom;
  const later = unreadLaws().map((law) => law.from);
  const days = first === undefined ? [] : [first, ...later.filter((day) => day > first).sort()];
  return days.map((validFrom, i) => ({
    validFrom,
    validTo: days[i + 1] ?? null,
    citation: said,
    status: 'confirmed',
    needs: condition,
  }));
}

function citationOf(of: string, citation: string): string {
  const said = citation.trim();
  if (said.length === 0 || said.length > draftLimits.citation)
    throw bad(`Căn cứ của ${named(of)} từ 1 đến ${draftLimits.citation} ký tự.`);
  return said;
}

function conditionOf(ruleId: string, needs: string): Condition {
  const parsed = parseCondition(needs);
  if ('problem' in parsed) throw bad(`Điều kiện của ${named(ruleId)} ${parsed.problem}.`);
  return parsed.condition;
}
