import { endYear, yearEnding, yearName } from '../achievement-year.ts';
import { afterDiscipline, slot, type Facts, type Slot } from './facts.ts';
import type { LookCode } from './verdict.ts';
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
    return (
      excusedAt(facts, end, 'LEAVE') ??
      unsure(facts, end, { is: 'UNKNOWN', ids, what: 'chưa có kết quả xếp loại', code: 'UNKNOWN_FACT' })
    );
  const reached = known.map(({ level }) => level !== null && rank(level) >= rank(atLeast));
  if (reached.some((one) => one !== reached[0]))
    return unsure(facts, end, {
      is: 'MAYBE',
      ids,
      what: 'các kết quả xếp loại trái nhau',
      code: 'CONTRADICTION',
    });
  if (known.some((one) => one.inheritedFrom !== null)) return inherited(facts, end, ids);
  if (reached[0]) return afterDiscipline(facts, first.year, slot(end, 'YES', ids));
  return slot(end, 'NO', ids, `${yearName(first.year)}: ${levelName(first.level ?? 'NOT_COMPLETED')}`);
}

/** Whether one of these awards was given for a year, or, in a chain, the year may be stepped over. */
export const titleAt = (facts: Facts, end: number, awards: readonly string[]): Slot => {
  const found = awardAt(facts, end, awards);
  if (found.is !== 'NO') return found;
  const excused = excusedAt(facts, end, 'BRIDGE');
  if (excused || facts.completions.has(end)) return excused ?? found;
  return unsure(facts, end, {
    is: 'GAP',
    ids: found.evidence,
    what: 'không có danh hiệu, cũng chưa rõ có được nghỉ theo chế độ',
    code: 'UNKNOWN_FACT',
  });
};

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
    return slot(end, 'MAYBE', ids, baseless, 'UNCLEAR_LAW');
  const undated = fits.filter((h) => h.year === null && mayBeBase(facts, h));
  if (undated.length > 0)
    return unsure(facts, end, {
      is: 'UNKNOWN',
      ids: undated.map((h) => h.id),
      what: 'có khen thưởng chưa rõ năm thành tích',
      code: 'UNKNOWN_FACT',
    });
  if (end < (facts.records.heldKnownFrom ?? 0))
    return unsure(facts, end, {
      is: 'UNKNOWN',
      ids: [],
      what: 'lịch sử khen thưởng chưa được nhập đủ',
      code: 'UNKNOWN_FACT',
    });
  return slot(end, 'NO', ids, ids.length > 0 ? baseless : `${nameOf(facts, end)}: không có`);
}

/** Ad-hoc and thematic awards are no base for merit. */
export const isBase = ({ question }: Facts, { type }: HeldAward): boolean =>
  question.type !== 'MERIT' || !question.counting.noBase.types.includes(type);

/** The same where the law isn't certain of it. */
export const mayBeBase = (facts: Facts, h: HeldAward): boolean =>
  isBase(facts, h) || facts.question.counting.noBase.status === 'unverified';

/** A year that the nominee was excused from: stepped over where the law says so, else unclear. */
function excusedAt(facts: Facts, end: number, as: 'BRIDGE' | 'LEAVE'): Slot | undefined {
  const one = facts.completions.get(end)?.find(isExcused);
  if (!one) return undefined;
  const name = { MATERNITY: 'nghỉ thai sản', STUDY: 'đi học', INJURY: 'điều trị thương tích' }[
    one.excuse ?? 'STUDY'
  ];
  const clause = facts.question.counting.bridges.find((b) => b.excuse === one.excuse);
  return clause?.status === 'confirmed'
    ? slot(end, as, [one.id], `${yearName(one.year)}: ${name}, không làm gián đoạn`, 'UNCLEAR_LAW')
    : unsure(facts, end, {
        is: as === 'LEAVE' ? 'UNKNOWN' : 'GAP',
        ids: [one.id],
        what: `${name}; chưa rõ có làm gián đoạn không`,
        code: 'UNCLEAR_LAW',
      });
}

const inherited = (facts: Facts, end: number, ids: readonly string[]): Slot =>
  unsure(facts, end, {
    is: 'MAYBE',
    ids,
    what: 'kết quả của đơn vị trước khi sáp nhập',
    code: 'INHERITED_RECORD',
  });

type Unsure = {
  readonly is: 'MAYBE' | 'GAP' | 'UNKNOWN';
  readonly ids: readonly string[];
  readonly what: string;
  readonly code: LookCode;
};

const unsure = (facts: Facts, end: number, { is, ids, what, code }: Unsure): Slot =>
  slot(end, is, ids, `${nameOf(facts, end)}: ${what}`, code);
