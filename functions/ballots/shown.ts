import type { Outcome } from './result.ts';

/** Percent with one digit, cut off and never rounded up, so that 89.97 % doesn't read as 90 %. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return '0,0 %';
  const tenths = Math.floor((part * 1000) / whole);
  return `${Math.floor(tenths / 10)},${tenths % 10} %`;
}

type Calculation = Pick<Outcome, 'inFavour' | 'members' | 'recused' | 'denominator' | 'threshold'>;

/** The calculation in words: `27/29 = 93,1 %, cần 90 % của 29`. */
export function shownOf({ inFavour, members, recused, denominator, threshold }: Calculation): string {
  const { numerator, denominator: parts, above } = threshold;
  const whole = (100 * numerator) % parts === 0;
  const wanted = whole ? `${(100 * numerator) / parts} %` : `${numerator}/${parts}`;
  const tail =
    recused === 0
      ? ''
      : `; ${recused} không biểu quyết, ${denominator === members ? 'vẫn tính' : 'không tính'} trong mẫu số`;
  return `${inFavour}/${denominator} = ${percent(inFavour, denominator)}, cần ${above ? 'trên ' : ''}${wanted} của ${denominator}${tail}`;
}
