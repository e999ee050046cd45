import type { Dossier } from '../dossiers/dossier.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import type { DatumStatus } from '../law/datum.ts';
import { postingRuleOn } from '../law/procedure.ts';
import { maxWorkingDays } from './posting.ts';

/** How long a notice stays, and by which articles. */
export type PostingTerms = {
  /** The fewest working days that national law asks for; null where it leaves them to the province. */
  readonly least: number | null;
  readonly days: number;
  readonly countFirstDay: boolean;
  readonly citation: string;
  readonly status: DatumStatus;
  readonly legalBases: readonly string[];
};

/** The longest that one of the awards on the lists asks for, on the day of publication. */
export function postingTerms(
  dossiers: readonly Pick<Dossier, 'type' | 'counters'>[],
  on: LocalDate,
): PostingTerms {
  const rules = dossiers.flatMap(({ type, counters }) =>
    Object.keys(counters.approved).flatMap((awardCode) => {
      const rule = postingRuleOn({ awardCode, type, on });
      return rule?.needed ? [rule] : [];
    }),
  );
  const longest = rules.toSorted((a, b) => b.defaultWorkingDays - a.defaultWorkingDays)[0];
  if (!longest) throw new Error('a notice without an award that must be posted');
  const least = Math.max(...rules.map((rule) => rule.minWorkingDays ?? 0));
  return {
    least: least === 0 ? null : least,
    days: longest.defaultWorkingDays,
    countFirstDay: rules.every((rule) => rule.countFirstDay),
    citation: longest.citation,
    status: rules.every((rule) => rule.status === 'confirmed') ? 'confirmed' : 'unverified',
    legalBases: [...new Set(rules.map((rule) => rule.citation))],
  };
}

/** POSTING_TOO_SHORT below the law's own length; INVALID_VALUE for no length at all. */
export function checkLength({ least }: PostingTerms, days: number): readonly Refusal[] {
  if (days < 1 || days > maxWorkingDays)
    return [refusal('INVALID_VALUE', 'workingDays', { expected: `1–${maxWorkingDays}` })];
  return least !== null && days < least ? [refusal('POSTING_TOO_SHORT', 'workingDays', { least })] : [];
}
