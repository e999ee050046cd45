import { describe, expect, it } from 'vitest';
import type { Truth } from '../law/eligibility/truth.ts';
import type { ConditionLine } from './flatten.ts';
import { servedInitiatives } from './served-initiatives.ts';

const line = (level: number, is: string, truth: Truth, more: Partial<ConditionLine> = {}): ConditionLine => ({
  ...{ level, is, truth, tentative: truth, text: '', required: '', found: '', missing: [], citation: '' },
  evidence: [],
  ...more,
});
const initiatives = (level: number, truth: Truth, evidence: readonly string[], count?: number) =>
  line(level, 'INITIATIVES', truth, { evidence, count });
const sureOf = (...lines: readonly ConditionLine[]) =>
  servedInitiatives(lines).map((one) => `${one.recordId} ${one.sure}`);

describe('the initiatives that an award rested on', () => {
  it('are sure when there are no more than the law demands', () => {
    expect(sureOf(initiatives(0, 'YES', ['a'], 1))).toEqual(['a true']);
    expect(sureOf(initiatives(0, 'YES', ['a', 'b'], 2))).toEqual(['a true', 'b true']);
    expect(sureOf(initiatives(0, 'YES', ['a', 'b'], 1))).toEqual(['a false', 'b false']);
    expect(sureOf(initiatives(0, 'YES', ['a']))).toEqual(['a false']);
  });

  it('are only possible where the condition was not sure, and none where it was not met', () => {
    expect(sureOf(initiatives(0, 'UNKNOWN', ['a'], 1))).toEqual(['a false']);
    expect(sureOf(initiatives(0, 'NO', ['a'], 2))).toEqual([]);
    expect(sureOf(line(0, 'ALL', 'NO'), initiatives(1, 'YES', ['a'], 1))).toEqual([]);
  });

  it('are only possible where another way was open, and none on a way that was closed', () => {
    const ways = (other: Truth, own: Truth = 'YES') => [
      line(0, 'ANY', 'YES'),
      line(1, 'TITLE_CHAIN', other),
      line(1, 'COMPLETED_CHAIN', own),
      initiatives(2, 'YES', ['a'], 1),
      line(0, 'ONCE', 'YES'),
    ];
    expect(sureOf(...ways('YES'))).toEqual(['a false']);
    expect(sureOf(...ways('NO'))).toEqual(['a true']);
    expect(sureOf(...ways('YES', 'NO'))).toEqual([]);
  });

  it('are sure once one condition is', () => {
    expect(sureOf(initiatives(0, 'UNKNOWN', ['a'], 1), initiatives(0, 'YES', ['a'], 1))).toEqual(['a true']);
  });
});
