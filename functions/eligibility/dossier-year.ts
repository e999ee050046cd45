import type { Dossier } from '../dossiers/dossier.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { AchievementYear } from '../law/achievement-year.ts';
import type { RoundStore } from '../rounds/round.store.ts';
import { yearJudged } from './submitted-law.ts';

/** The year whose results a dossier is about: fixed with its submission, until then what its round of today says. */
export async function yearOfDossier(
  rounds: Pick<RoundStore, 'get'>,
  dossier: Dossier,
  on: LocalDate,
): Promise<AchievementYear> {
  const law = dossier.submission?.law;
  if (law) return law.year;
  const round = dossier.round && (await rounds.get(dossier.round.id));
  return yearJudged(round ?? null, dossier.type, on);
}

export const sameYear = (a: AchievementYear | undefined, b: AchievementYear): boolean =>
  a?.kind === b.kind && a.year === b.year;
