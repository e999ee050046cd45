import type { LocalDate } from '../kernel/dates.ts';
import type { Result } from '../kernel/result.ts';
import type { AchievementYear } from '../law/achievement-year.ts';
import type { CommendationType } from '../law/commendation-type.ts';
import type { RuleBook } from '../law/eligibility/book.ts';
import { evaluate } from '../law/eligibility/evaluate.ts';
import type { Records } from '../law/eligibility/records.ts';
import type { Verdict } from '../law/eligibility/verdict.ts';

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
