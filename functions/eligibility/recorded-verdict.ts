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
  /** When the dossier was first taken in, where it was returned for a supplement since: that doesn't make it a new one. */
  readonly receivedOn: LocalDate | null;
  readonly year: AchievementYear;
};

/** The dates by which a submission is judged: on its own day, or on a later one. */
export const datesOf = ({ year, on, receivedOn }: SubmittedLaw, later?: LocalDate) => ({
  year,
  receivedOn: receivedOn ?? (later === undefined ? null : on),
  on: later ?? on,
});

export const evaluationStages = ['SUBMISSION', 'APPRAISAL'] as const;

/** That all nominees of a dossier be judged, asked with a step of it whose number it bears; the stream records the answers. */
export type EvaluationAsked = {
  readonly number: number;
  readonly stage: (typeof evaluationStages)[number];
  readonly at: string;
};

/** An evaluation of which every answer is recorded. */
export type EvaluationDone = EvaluationAsked & {
  readonly revision: number;
  readonly regime: RegimeKey;
  readonly reason: string;
  readonly nominees: number;
  /** Nominees that came out otherwise than when they were judged before. */
  readonly turned: number;
};

/** What the law said of a nominee in one evaluation of its dossier. */
export type RecordedVerdict = {
  readonly nomineeId: Id<'nom'>;
  readonly revision: number;
  /** 0 for what was recorded before evaluations had a number, which `at` isn't known of. */
  readonly evaluation: number;
  readonly stage: EvaluationAsked['stage'];
  readonly at: string | null;
  readonly outcome: Outcome;
  /** What came out when it was judged before; null the first time. */
  readonly before: Outcome | null;
  readonly regime: RegimeKey;
  readonly regimeReason: string;
  readonly ruleId: string | null;
  readonly citation: string;
  /** What the judgement rested on: every condition that isn't simply met, and all of the rule's own. */
  readonly lines: readonly ConditionLine[];
  readonly looks: readonly string[];
};

type Evaluated = { readonly revision: number; readonly evaluation: EvaluationAsked | null };

/** Whether it answers what was asked last of its dossier; one that was overtaken is history. */
export const isCurrent = (
  verdict: Pick<RecordedVerdict, 'revision' | 'evaluation'> | undefined,
  { revision, evaluation }: Evaluated,
): boolean => verdict?.revision === revision && verdict.evaluation === (evaluation?.number ?? 0);
