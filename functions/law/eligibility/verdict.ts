import type { LocalDate } from '../../kernel/dates.ts';
import type { DatumStatus } from '../datum.ts';
import type { Condition } from './condition.ts';

/** Yes, no, or not known: an unknown fact is never taken for either. */
export type Truth = 'YES' | 'NO' | 'UNKNOWN';

/** How one condition came out. Words are Vietnamese and shown as they are. */
export type ConditionResult = {
  readonly is: Condition['is'];
  readonly truth: Truth;
  readonly text: string;
  readonly required: string;
  readonly found: string;
  /** Years of a chain that are missing, each named. */
  readonly missing: readonly string[];
  /** Ids of the records that it rests on. */
  readonly evidence: readonly string[];
  readonly citation: string;
  readonly of: readonly ConditionResult[];
};

export const outcomes = ['ELIGIBLE', 'NOT_ELIGIBLE', 'NEEDS_HUMAN_LOOK'] as const;
export type Outcome = (typeof outcomes)[number];

/** The answer for one nominee, one award and one day, with its whole working. */
export type Verdict = {
  readonly outcome: Outcome;
  /** The rule and term used; null when the law has none for such a nominee on that day. */
  readonly ruleId: string | null;
  readonly regime: string;
  /** Why this regime's law was chosen. */
  readonly regimeReason: string;
  readonly anchoredOn: LocalDate;
  readonly status: DatumStatus;
  readonly citation: string;
  readonly conditions: readonly ConditionResult[];
  /** What a person should look at, in sentences. */
  readonly needsHumanLook: readonly string[];
};
