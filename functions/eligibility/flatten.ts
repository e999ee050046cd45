import type { ConditionResult, Verdict } from '../law/eligibility/verdict.ts';

/** A condition in its place: `level` 0 for what every award demands and for the rule itself, one more inside a group. */
export type ConditionLine = Omit<ConditionResult, 'of' | 'looks'> & { readonly level: number };

/** The tree of conditions as lines, each before what it is made of, so that a client need not know its depth. */
export const linesOf = (verdict: Verdict): readonly ConditionLine[] => flatten(verdict.conditions, 0);

const flatten = (results: readonly ConditionResult[], level: number): readonly ConditionLine[] =>
  results.flatMap(({ of, looks: _, ...line }) => [{ ...line, level }, ...flatten(of, level + 1)]);
