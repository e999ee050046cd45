import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { AchievementYear } from '../law/achievement-year.ts';
import type { Outcome } from '../law/eligibility/verdict.ts';
import type { RegimeKey } from '../law/regime.ts';
import type { ConditionLine } from './flatten.ts';

/** The law that a submission was made under, fixed with it: later verdicts on that revision go by the same. */
export type SubmittedLaw = {
  readonly regime: RegimeKey;
  readonly reason: string;
  readonly on: LocalDate;
  readonly year: AchievementYear;
};

/** What the law said of a nominee when its dossier was submitted. */
export type RecordedVerdict = {
  readonly nomineeId: Id<'nom'>;
  readonly revision: number;
  readonly outcome: Outcome;
  readonly regime: RegimeKey;
  readonly ruleId: string | null;
  readonly citation: string;
  /** What the judgement rested on: every condition that isn't simply met, and all of the rule's own. */
  readonly lines: readonly ConditionLine[];
  readonly looks: readonly string[];
};
