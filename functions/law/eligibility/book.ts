import * as z from 'zod/mini';
import type { LocalDate } from '../../kernel/dates.ts';
import { lazy } from '../../kernel/lazy.ts';
import type { CommendationType } from '../commendation-type.ts';
import { holdsOn, type DatedDatum } from '../datum.ts';
import commonData from '../data/eligibility/common.json' with { type: 'json' };
import countingData from '../data/eligibility/counting.json' with { type: 'json' };
import diplomaData from '../data/eligibility/diplomas.json' with { type: 'json' };
import certificateData from '../data/eligibility/certificates.json' with { type: 'json' };
import collectiveData from '../data/eligibility/collective-titles.json' with { type: 'json' };
import labourOrderData from '../data/eligibility/labour-orders.json' with { type: 'json' };
import stateData from '../data/eligibility/state-honours.json' with { type: 'json' };
import individualData from '../data/eligibility/individual-titles.json' with { type: 'json' };
import type { Condition } from './condition.ts';
import { regimes, type Regime } from '../regime.ts';
import type { SubjectKind } from '../subject-kind.ts';
import {
  commonTermSchema,
  countingTermSchema,
  ruleSchema,
  type CommonTerm,
  type CountingTerm,
  type EligibilityRule,
} from './rule.ts';

/** What a province demands beside the law, and the act that says so. */
export type LocalCriterion = { readonly needs: Condition; readonly citation: string };
export type LocalCriteria = (award: string, on: LocalDate) => readonly LocalCriterion[];

/** All rules by which nominees are judged: the law's own, or a draft of what they might become. */
export type RuleBook = {
  readonly regimes: readonly Regime[];
  readonly rules: readonly EligibilityRule[];
  readonly common: readonly CommonTerm[];
  readonly counting: readonly CountingTerm[];
  readonly ruleFor: (award: string, type: CommendationType, kind: SubjectKind) => EligibilityRule | undefined;
  /** Further criteria of the nominee's province for an award on a day: they join the law's, so they only tighten. */
  readonly local: LocalCriteria;
};

const families = [
  individualData,
  collectiveData,
  certificateData,
  diplomaData,
  labourOrderData,
  stateData,
] as const;

/** The law as it is held here. */
export const nationalBook = lazy((): RuleBook =>
  bookOf({
    regimes: regimes(),
    rules: families.flatMap((family) => z.array(ruleSchema).parse(family)),
    common: z.array(commonTermSchema).parse(commonData),
    counting: z.array(countingTermSchema).parse(countingData),
  }),
);

/** Indexes the rules; the first that fits an award, a type and a kind is the one. */
export function bookOf(parts: Omit<RuleBook, 'ruleFor' | 'local'>): RuleBook {
  const index = new Map<string, EligibilityRule>();
  for (const rule of parts.rules) for (const at of keysOf(rule)) if (!index.has(at)) index.set(at, rule);
  return { ...parts, ruleFor: (award, type, kind) => index.get(keyOf(award, type, kind)), local: () => [] };
}

/** A book with what one province adds. */
export const withLocal = (book: RuleBook, local: LocalCriteria): RuleBook => ({ ...book, local });

const keysOf = (rule: EligibilityRule): readonly string[] =>
  rule.awards.flatMap((award) =>
    rule.types.flatMap((type) => rule.subjects.map((kind) => keyOf(award, type, kind))),
  );

const keyOf = (award: string, type: CommendationType, kind: SubjectKind) => `${award}/${type}/${kind}`;

export const termOn = <T extends DatedDatum>(terms: readonly T[], on: LocalDate): T | undefined =>
  terms.find((term) => holdsOn(term, on));
