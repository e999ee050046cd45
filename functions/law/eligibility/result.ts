import type { Slot } from './facts.ts';
import { doubted, type Truth } from './truth.ts';
import type { Within, Leaf } from './condition.ts';
import type { ConditionResult, Look } from './verdict.ts';

type Found = {
  readonly truth: Truth;
  readonly required: string;
  readonly found: string;
  readonly missing?: readonly string[];
  readonly evidence?: readonly string[];
  readonly count?: number;
  readonly looks?: readonly Look[];
  readonly of?: readonly ConditionResult[];
};

type One = Leaf | Extract<Within, { readonly text: string; readonly citation?: unknown }>;

/** Puts what was found together with what is demanded, and lets doubts about the law speak. */
export function resultOf(one: One, citation: string, found: Found): ConditionResult {
  const doubt = 'doubt' in one ? one.doubt : undefined;
  const truth = doubted(found.truth, doubt);
  const own: readonly Look[] =
    truth !== found.truth
      ? [{ code: 'UNCLEAR_LAW', text: `Quy định chưa được đối chiếu đầy đủ: ${one.text}` }]
      : [];
  return {
    is: one.is,
    truth,
    tentative: found.truth,
    text: one.text,
    required: found.required,
    found: found.found,
    missing: found.missing ?? [],
    evidence: found.evidence ?? [],
    ...(found.count !== undefined && { count: found.count }),
    citation: ('citation' in one ? one.citation : undefined) ?? citation,
    looks: truth === 'UNKNOWN' ? [...own, ...(found.looks ?? [])] : [],
    of: found.of ?? [],
  };
}

export const evidenceOf = (slots: readonly Slot[]): readonly string[] => [
  ...new Set(slots.flatMap((s) => s.evidence)),
];
export const looksOf = (slots: readonly Slot[]): readonly Look[] => slots.flatMap((s) => s.look ?? []);

/** Of the years that a chain needs, those that don't surely count, each with its reason. */
export const missingOf = (slots: readonly Slot[]): readonly string[] =>
  slots.filter((s) => s.is !== 'YES').map((s) => s.reason);
