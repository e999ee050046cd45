import { catalogue } from '../awards.ts';
import { conditionSchema, type Condition, type Within } from './condition.ts';

export const conditionLimits = { length: 10_000, years: 50 } as const;

/** A condition from JSON as the rule data writes it, or what is wrong with it, in Vietnamese. */
export function parseCondition(
  text: string,
): { readonly condition: Condition } | { readonly problem: string } {
  if (text.length > conditionLimits.length) return { problem: `dài quá ${conditionLimits.length} ký tự` };
  const parsed = conditionSchema.safeParse(json(text));
  if (!parsed.success) return { problem: 'không đúng mẫu' };
  const parts = partsOf(parsed.data);
  const known = new Set(catalogue().map((award) => award.code));
  const unknown = parts.flatMap(awardsIn).find((code) => !known.has(code));
  if (unknown !== undefined) return { problem: `nêu mã ${unknown}, không có trong danh mục` };
  if (parts.some((one) => 'years' in one && one.years > conditionLimits.years))
    return { problem: `nêu quá ${conditionLimits.years} năm` };
  return { condition: parsed.data };
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
