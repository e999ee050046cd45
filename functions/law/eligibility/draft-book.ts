import { AppError } from '../../kernel/app-error.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import { catalogue } from '../awards.ts';
import { unreadLaws } from '../unread.ts';
import { bookOf, nationalBook, type RuleBook } from './book.ts';
import { conditionSchema, type Condition, type Within } from './condition.ts';
import type { RuleTerm } from './rule.ts';

/** What a rule of the book would demand instead; `needs` is a condition as the rule data writes it, in JSON. */
export type DraftRule = { readonly ruleId: string; readonly needs: string; readonly citation: string };

export const draftLimits = { rules: 10, needs: 10_000, citation: 500, years: 50 } as const;

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
  if (needs.length > draftLimits.needs)
    throw bad(`Điều kiện của ${named(ruleId)} dài quá ${draftLimits.needs} ký tự.`);
  const parsed = conditionSchema.safeParse(json(needs));
  if (!parsed.success) throw bad(`Điều kiện của ${named(ruleId)} không đúng mẫu.`);
  const parts = partsOf(parsed.data);
  const known = new Set(catalogue().map((award) => award.code));
  const unknown = parts.flatMap(awardsIn).find((code) => !known.has(code));
  if (unknown !== undefined) throw bad(`Không có danh hiệu, hình thức khen thưởng nào mang mã ${unknown}.`);
  if (parts.some((one) => 'years' in one && one.years > draftLimits.years))
    throw bad(`Số năm của ${named(ruleId)} không quá ${draftLimits.years}.`);
  return parsed.data;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Part = Condition | Within;

const partsOf = (one: Part): readonly Part[] => [
  one,
  ...('of' in one ? one.of : 'within' in one ? one.within : []).flatMap(partsOf),
];

const awardsIn = (one: Part): readonly string[] => [
  ...('awards' in one ? one.awards : []),
  ...('orTitles' in one ? (one.orTitles ?? []) : []),
  ...('after' in one ? (one.after ?? []) : []),
];
