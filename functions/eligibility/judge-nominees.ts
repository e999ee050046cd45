import type { Id } from '../kernel/ids.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Result } from '../kernel/result.ts';
import type { AchievementYear } from '../law/achievement-year.ts';
import type { CommendationType } from '../law/commendation-type.ts';
import type { RuleBook } from '../law/eligibility/book.ts';
import { evaluate } from '../law/eligibility/evaluate.ts';
import type { Records } from '../law/eligibility/records.ts';
import type { Verdict } from '../law/eligibility/verdict.ts';
import { linesOf } from './flatten.ts';
import type { RecordedVerdict } from './recorded-verdict.ts';

/** The part of a dossier that its nominees are judged by. */
export type Judged = {
  readonly type: CommendationType;
  readonly campaignId: string | null;
  readonly year: AchievementYear;
  readonly receivedOn: LocalDate | null;
  readonly on: LocalDate;
  /** The rules: the law's and the province's own. */
  readonly book: RuleBook;
};

export const judgeNominee = (
  { type, campaignId, year, receivedOn, on, book }: Judged,
  awardCode: string,
  records: Records,
): Result<Verdict> => evaluate({ records, awardCode, type, campaignId, year, receivedOn, on }, book);

/** What is kept of a verdict; a nominee that the law can't judge needs a look, with the reason. */
export function recorded(
  nomineeId: Id<'nom'>,
  revision: number,
  fallback: RecordedVerdict['regime'],
  answer: Result<Verdict>,
): RecordedVerdict {
  if (!answer.ok)
    return {
      nomineeId,
      revision,
      outcome: 'NEEDS_HUMAN_LOOK',
      regime: fallback,
      ruleId: null,
      citation: '',
      lines: [],
      looks: answer.refusals.map((r) => r.code),
    };
  const { outcome, regime, ruleId, citation, needsHumanLook } = answer.value;
  const looks = needsHumanLook.map((look) => look.text);
  return { nomineeId, revision, outcome, regime, ruleId, citation, lines: linesOf(answer.value), looks };
}
