import { endYear, yearEnding, yearName } from '../achievement-year.ts';
import { afterDiscipline, slot, type Facts, type Slot } from './facts.ts';
import { completionLevels, type Completion, type CompletionLevel, type HeldAward } from './records.ts';

const rank = (level: CompletionLevel): number => completionLevels.indexOf(level);

const levelNames: Readonly<Record<CompletionLevel, string>> = {
  NOT_COMPLETED: 'không hoàn thành nhiệm vụ',
  COMPLETED: 'hoàn thành nhiệm vụ',
  GOOD: 'hoàn thành tốt nhiệm vụ',
  EXCELLENT: 'hoàn thành xuất sắc nhiệm vụ',
};
export const levelName = (level: CompletionLevel): string => levelNames[level];

/** A year as the nominee's own office names it. */
export const nameOf = ({ question }: Facts, end: number): string =>
  yearName(yearEnding(question.year.kind, end));

const isExcused = (one: Completion) => one.excuse !== null;

/** Whether a year was classified so or higher. */
export function completionAt(facts: Facts, end: number, atLeast: CompletionLevel): Slot {
  const all = facts.completions.get(end) ?? [];
  const known = all.filter((one) => one.level !== null);
  const ids = all.map((one) => one.id);
  const first = known[0];
  if (!first)
    return excusedAt(facts, end) ?? unknown(facts, end, ids, 'chưa có kết quả xếp loại', 'UNKNOWN_FACT');
  const reached = known.map(({ level }) => level !== null && rank(level) >= rank(atLeast));
  if (reached.some((one) => one !== reached[0]))
    return unknown(facts, end, ids, 'các kết quả xếp loại trái nhau', 'CONTRADICTION');
  if (known.some((one) => one.inheritedFrom !== null)) return inherited(facts, end, ids);
  if (reached[0]) return afterDiscipline(facts, first.year, slot(end, 'YES', ids));
  return slot(end, 'NO', ids, `${yearName(first.year)}: ${levelName(first.level ?? 'NOT_COMPLETED')}`);
}

/** Whether one of these awards was given for a year. */
export function awardAt(facts: Facts, end: number, awards: readonly string[]): Slot {
  const fits = facts.held.filter((h) => awards.includes(h.awardCode));
  const found = fits.filter((h) => h.year !== null && endYear(h.year) === end);
  const based = found.filter((h) => isBase(facts, h));
  const own = based.find((h) => h.inheritedFrom === null);
  if (own?.year) return afterDiscipline(facts, own.year, slot(end, 'YES', [own.id]));
  if (based.length > 0)
    return inherited(
      facts,
      end,
      based.map((h) => h.id),
    );
  const ids = found.map((h) => h.id);
  const baseless = `${nameOf(facts, end)}: khen thưởng đột xuất hoặc theo phong trào không làm căn cứ xét công trạng`;
  if (found.length > 0 && facts.question.counting.noBase.status === 'unverified')
    return slot(end, 'UNKNOWN', ids, baseless, 'UNCLEAR_LAW');
  const undated = fits.filter((h) => h.year === null && isBase(facts, h));
  if (undated.length > 0)
    return unknown(
      facts,
      end,
      undated.map((h) => h.id),
      'có khen thưởng chưa rõ năm thành tích',
      'UNKNOWN_FACT',
    );
  const excused = excusedAt(facts, end);
  if (excused) return excused;
  if (end < (facts.records.heldKnownFrom ?? 0))
    return unknown(facts, end, [], 'lịch sử khen thưởng chưa được nhập đủ', 'UNKNOWN_FACT');
  return slot(end, 'NO', ids, ids.length > 0 ? baseless : `${nameOf(facts, end)}: không có`);
}

/** Ad-hoc and thematic awards are no base for merit. */
export const isBase = ({ question }: Facts, { type }: HeldAward): boolean =>
  question.type !== 'MERIT' || !question.counting.noBase.types.includes(type);

/** A year that the nominee was excused from: stepped over where the law says so, else unclear. */
function excusedAt(facts: Facts, end: number): Slot | undefined {
  const one = facts.completions.get(end)?.find(isExcused);
  if (!one) return undefined;
  const name = { MATERNITY: 'nghỉ thai sản', STUDY: 'đi học', INJURY: 'điều trị thương tích' }[
    one.excuse ?? 'STUDY'
  ];
  const clause = facts.question.counting.bridges.find((b) => b.excuse === one.excuse);
  return clause?.status === 'confirmed'
    ? slot(end, 'BRIDGE', [one.id], `${yearName(one.year)}: ${name}, không làm gián đoạn`)
    : unknown(facts, end, [one.id], `${name}; chưa rõ có làm gián đoạn không`, 'UNCLEAR_LAW');
}

const inherited = (facts: Facts, end: number, ids: readonly string[]): Slot =>
  unknown(facts, end, ids, 'kết quả của đơn vị trước khi sáp nhập', 'INHERITED_RECORD');

function unknown(
  facts: Facts,
  end: number,
  ids: readonly string[],
  what: string,
  code: 'UNKNOWN_FACT' | 'CONTRADICTION' | 'UNCLEAR_LAW' | 'INHERITED_RECORD',
): Slot {
  return slot(end, 'UNKNOWN', ids, `${nameOf(facts, end)}: ${what}`, code);
}
