import { endYear, yearName } from '../achievement-year.ts';
import type { Leaf } from './condition.ts';
import type { Facts } from './facts.ts';
import type { Staffing } from './records.ts';
import { resultOf } from './result.ts';
import type { Truth } from './truth.ts';
import type { ConditionResult, Look } from './verdict.ts';

type Of<Is extends Leaf['is']> = Extract<Leaf, { readonly is: Is }>;
type Part = Of<'SHARE'>['part'];

const partOf: Readonly<Record<Part, (s: Staffing) => number>> = {
  COMPLETED: (s) => s.completed,
  ADVANCED: (s) => s.advanced,
  FIGHTERS: (s) => s.fighters,
};

type Numbers =
  { readonly staffing: Staffing } | { readonly look: Look; readonly evidence: readonly string[] };

/** The numbers of the achievement year, unless they are missing, differ, or can't be true. */
function numbersOf(facts: Facts): Numbers {
  const year = yearName(facts.question.year);
  const found = facts.records.staffing.filter((s) => endYear(s.year) === facts.end);
  const evidence = found.map((s) => s.id);
  const [first] = found;
  if (!first) return { evidence, look: { code: 'UNKNOWN_FACT', text: `Chưa có số liệu nhân sự ${year}.` } };
  if (found.some((s) => countsOf(s).some((n, i) => n !== countsOf(first)[i])))
    return { evidence, look: { code: 'CONTRADICTION', text: `Số liệu nhân sự ${year} trái nhau.` } };
  const parts = countsOf(first);
  if (first.total < 1 || parts.some((n) => !Number.isInteger(n) || n < 0 || n > first.total))
    return { evidence, look: { code: 'CONTRADICTION', text: `Số liệu nhân sự ${year} không hợp lệ.` } };
  return { staffing: first };
}

const countsOf = (s: Staffing) => [s.total, s.completed, s.advanced, s.fighters, s.disciplined];

function judgeNumbers(
  one: Leaf,
  facts: Facts,
  citation: string,
  required: string,
  holds: (s: Staffing) => { readonly truth: Truth; readonly found: string },
): ConditionResult {
  const numbers = numbersOf(facts);
  if ('look' in numbers)
    return resultOf(one, citation, {
      truth: 'UNKNOWN',
      required,
      found: 'chưa rõ',
      evidence: numbers.evidence,
      looks: [numbers.look],
    });
  return resultOf(one, citation, { ...holds(numbers.staffing), required, evidence: [numbers.staffing.id] });
}

/** Whole numbers only: part × 100 against percent × total. */
export const judgeShare = (one: Of<'SHARE'>, facts: Facts, citation: string): ConditionResult =>
  judgeNumbers(one, facts, citation, `${one.above ? 'trên' : 'từ'} ${one.percent} %`, (s) => {
    const part = partOf[one.part](s);
    const [left, right] = [part * 100, one.percent * s.total];
    return {
      truth: left > right || (!one.above && left === right) ? 'YES' : 'NO',
      found: `${part}/${s.total} (${part} × 100 = ${left} so với ${one.percent} × ${s.total} = ${right})`,
    };
  });

export const judgeNumber = (one: Of<'NUMBER'>, facts: Facts, citation: string): ConditionResult =>
  judgeNumbers(one, facts, citation, `ít nhất ${one.count} người`, (s) => {
    const part = partOf[one.part](s);
    return { truth: part >= one.count ? 'YES' : 'NO', found: `${part} người` };
  });

export const judgeNobodyDisciplined = (
  one: Of<'NOBODY_DISCIPLINED'>,
  facts: Facts,
  citation: string,
): ConditionResult =>
  judgeNumbers(one, facts, citation, 'không có người bị kỷ luật từ cảnh cáo', (s) => ({
    truth: s.disciplined === 0 ? 'YES' : 'NO',
    found: `${s.disciplined} người`,
  }));
