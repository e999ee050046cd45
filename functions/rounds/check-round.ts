import { parseLocalDate, type LocalDate } from '../kernel/dates.ts';
import { checkText, refusalsOf, requireLine } from '../kernel/fields.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { acceptUnless, type Result } from '../kernel/result.ts';
import { awardOn } from '../law/awards.ts';
import type { Round } from './round.ts';

export type RoundFields = Pick<
  Round,
  'name' | 'year' | 'sector' | 'opensOn' | 'closesOn' | 'achievement' | 'awardCodes'
>;

const years = { from: 2017, to: 2100 };
const maxAwards = 100;

/** What a round must say, whoever writes it. Every problem is reported. */
export function checkRound(input: RoundFields): Result<RoundFields> {
  const name = requireLine('name', input.name, 200);
  const sector = checkText('sector', input.sector ?? '', 200);
  const refusals = [...refusalsOf(name, sector), ...checkCalendar(input), ...checkAwards(input)];
  if (!Number.isInteger(input.year) || input.year < years.from || input.year > years.to)
    refusals.push(refusal('INVALID_VALUE', 'year', { expected: `${years.from}–${years.to}` }));
  return acceptUnless(refusals, () => ({
    ...input,
    name: name.ok ? name.value : input.name,
    sector: sector.ok && sector.value !== '' ? sector.value : null,
    awardCodes: [...new Set(input.awardCodes)],
  }));
}

export function checkCalendar(
  input: Pick<RoundFields, 'opensOn' | 'closesOn' | 'achievement'>,
): readonly Refusal[] {
  const { opensOn, closesOn, achievement } = input;
  return [
    ...(closesOn < opensOn
      ? [refusal('ROUND_CALENDAR', 'closesOn', { expected: 'ngày đóng không trước ngày mở' })]
      : []),
    ...(achievement.to < achievement.from
      ? [refusal('ROUND_CALENDAR', 'achievement.to', { expected: 'ngày cuối không trước ngày đầu' })]
      : []),
  ];
}

/** An award must exist at the end of the achievement period or when the round closes: the law may change between. */
function checkAwards(input: RoundFields): readonly Refusal[] {
  if (input.awardCodes.length === 0) return [refusal('REQUIRED', 'awardCodes')];
  if (input.awardCodes.length > maxAwards) return [refusal('TOO_MANY', 'awardCodes', { limit: maxAwards })];
  return input.awardCodes.flatMap((award, index) =>
    exists(award, input.achievement.to) || exists(award, input.closesOn)
      ? []
      : [refusal('ROUND_AWARD_UNKNOWN', `awardCodes.${index}`, { award })],
  );
}

const exists = (code: string, on: LocalDate): boolean =>
  parseLocalDate(on) !== undefined && awardOn(code, on) !== undefined;
