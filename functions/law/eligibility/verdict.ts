import type { LocalDate } from '../../kernel/dates.ts';
import type { DatumStatus } from '../datum.ts';
import type { RegimeKey } from '../regime.ts';
import type { Truth } from './truth.ts';

/** How one condition came out. Words are Vietnamese and shown as they are. */
export type ConditionResult = {
  readonly is: string;
  readonly truth: Truth;
  /** The same, were the law's text certain. */
  readonly tentative: Truth;
  /** What is demanded. */
  readonly text: string;
  readonly required: string;
  readonly found: string;
  /** Years of a chain that are missing, each named, with the reason where one is known. */
  readonly missing: readonly string[];
  /** Ids of the records that it rests on. */
  readonly evidence: readonly string[];
  readonly citation: string;
  /** How many of the records of `evidence` are demanded; of initiatives alone. */
  readonly count?: number | undefined;
  /** Why it is UNKNOWN, where a person can do something about it. */
  readonly looks: readonly Look[];
  readonly of: readonly ConditionResult[];
};

export const outcomes = ['ELIGIBLE', 'NOT_ELIGIBLE', 'NEEDS_HUMAN_LOOK'] as const;
export type Outcome = (typeof outcomes)[number];

/** Why a person has to look. */
export const lookCodes = [
  'UNKNOWN_FACT',
  'CONTRADICTION',
  'INHERITED_RECORD',
  'UNCLEAR_LAW',
  'UNVERIFIED_LAW',
  'NO_RULE',
  'TRANSITION_UNCLEAR',
] as const;
export type LookCode = (typeof lookCodes)[number];
export type Look = { readonly code: LookCode; readonly text: string };

/** The answer for one nominee, one award and one day, with its whole working. */
export type Verdict = {
  readonly outcome: Outcome;
  /** What the rules at hand say, were their text certain. */
  readonly tentative: Truth;
  /** The rule used; null when there is none for such a nominee on that day. */
  readonly ruleId: string | null;
  readonly regime: RegimeKey;
  /** Why this regime's law was chosen. */
  readonly regimeReason: string;
  readonly anchoredOn: LocalDate;
  readonly status: DatumStatus;
  readonly citation: string;
  readonly conditions: readonly ConditionResult[];
  readonly needsHumanLook: readonly Look[];
};
