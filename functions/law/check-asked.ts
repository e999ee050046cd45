import { localDate, yearOf, type LocalDate } from '../kernel/dates.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { acceptUnless, type Result } from '../kernel/result.ts';
import { awardOn } from './awards.ts';
import { bonusList, type BonusLine, type BonusList } from './bonus-list.ts';
import type { SubjectKind } from './subject-kind.ts';

/** The first day of Decree 91/2017, before which no law is in the books. */
export const firstLawDay = localDate('2017-10-01');

/** Law is answered until the end of next year: what comes later nobody knows. LAW_DAY_UNKNOWN. */
export function checkLawDay(field: string, on: LocalDate, today: LocalDate): readonly Refusal[] {
  const to = localDate(`${yearOf(today) + 1}-12-31`);
  return on < firstLawDay || on > to ? [refusal('LAW_DAY_UNKNOWN', field, { from: firstLawDay, to })] : [];
}

type Asked = { readonly awardCode: string; readonly subjectKind: SubjectKind };

/** LAW_AWARD_UNKNOWN, LAW_SUBJECT_KIND. */
export function checkAward(
  path: string,
  { awardCode, subjectKind }: Asked,
  on: LocalDate,
): readonly Refusal[] {
  const award = awardOn(awardCode, on);
  if (!award)
    return [refusal('LAW_AWARD_UNKNOWN', `${path}.awardCode`, { award: awardCode.slice(0, 20), on })];
  return award.subjects.includes(subjectKind)
    ? []
    : [refusal('LAW_SUBJECT_KIND', `${path}.subjectKind`, { award: awardCode })];
}

const maxLines = 200;
const maxCount = 100_000;
const maxLabel = 100;

/** A question about money, checked and answered. LAW_DAY_UNKNOWN, LAW_AWARD_UNKNOWN, LAW_SUBJECT_KIND, INVALID_VALUE, REQUIRED, TOO_MANY, TOO_LONG. */
export function askBonus(
  decidedOn: LocalDate,
  lines: readonly BonusLine[],
  today: LocalDate,
): Result<BonusList> {
  const day = checkLawDay('decidedOn', decidedOn, today);
  const refusals = [
    ...day,
    ...(lines.length === 0 ? [refusal('REQUIRED', 'awards')] : []),
    ...(lines.length > maxLines ? [refusal('TOO_MANY', 'awards', { limit: maxLines })] : []),
    ...lines
      .slice(0, maxLines)
      .flatMap((line, index) => [
        ...(day.length > 0 ? [] : checkAward(`awards.${index}`, line, decidedOn)),
        ...checkLine(`awards.${index}`, line),
      ]),
  ];
  return acceptUnless(refusals, () => bonusList(lines, decidedOn));
}

function checkLine(path: string, { count, recipient, period }: BonusLine): readonly Refusal[] {
  return [
    ...(Number.isInteger(count) && count >= 1 && count <= maxCount
      ? []
      : [refusal('INVALID_VALUE', `${path}.count`, { expected: `số nguyên từ 1 đến ${maxCount}` })]),
    ...(recipient !== null && count !== 1
      ? [refusal('INVALID_VALUE', `${path}.count`, { expected: '1 khi nêu người nhận' })]
      : []),
    ...Object.entries({ recipient, period }).flatMap(([name, value]) =>
      value !== null && value.length > maxLabel
        ? [refusal('TOO_LONG', `${path}.${name}`, { limit: maxLabel })]
        : [],
    ),
  ];
}
