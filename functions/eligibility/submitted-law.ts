import { yearOf, type LocalDate } from '../kernel/dates.ts';
import type { AchievementYear } from '../law/achievement-year.ts';
import type { CommendationType } from '../law/commendation-type.ts';
import { chooseRegime } from '../law/regime.ts';
import type { Round } from '../rounds/round.ts';
import type { SubmittedLaw } from './recorded-verdict.ts';

/**
 * The year whose results a dossier is about: its round's; without a round the last year for merit, since merit is judged
 * when a year is over, and the running year for everything that is awarded at once.
 */
export function yearJudged(round: Round | null, type: CommendationType, on: LocalDate): AchievementYear {
  if (!round) return { kind: 'CALENDAR', year: type === 'MERIT' ? yearOf(on) - 1 : yearOf(on) };
  const { kind, from, to } = round.achievement;
  if (kind === 'SCHOOL_YEAR') return { kind: 'SCHOOL', year: yearOf(from) };
  return { kind: 'CALENDAR', year: yearOf(kind === 'PERIOD' ? to : from) };
}

/** The law of a submission, and why it is the one; null before any law is held. */
export function submittedLaw(
  round: Round | null,
  type: CommendationType,
  on: LocalDate,
  receivedOn: LocalDate | null,
): SubmittedLaw | null {
  const year = yearJudged(round, type, on);
  const choice = chooseRegime('RECEIPT', { year, receivedOn, on });
  return choice ? { regime: choice.regime.key, reason: choice.reason, on, receivedOn, year } : null;
}
