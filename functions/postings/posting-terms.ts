import type { Dossier } from '../dossiers/dossier.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import type { DatumStatus } from '../law/datum.ts';
import type { LocalRule } from '../local-rules/local-rule.ts';
import { actText, ofKind } from '../local-rules/local-rules-on.ts';
import { postingRuleOn } from '../law/procedure.ts';
import { maxWorkingDays } from './posting.ts';

/** How long a notice stays, and by which articles. */
export type PostingTerms = {
  /** The fewest working days that national law or the province asks for; null where neither does. */
  readonly least: number | null;
  readonly days: number;
  readonly countFirstDay: boolean;
  readonly citation: string;
  readonly status: DatumStatus;
  readonly legalBases: readonly string[];
};

/**
 * The longest that one of the awards on the lists asks for, on the day of publication; a province may ask for longer, and sets
 * the length itself where national law leaves it open.
 */
export function postingTerms(
  dossiers: readonly Pick<Dossier, 'type' | 'counters'>[],
  local: readonly LocalRule[],
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
  const own = ofKind(local, 'POSTING_DAYS')[0];
  const least = Math.max(own?.content.workingDays ?? 0, ...rules.map((rule) => rule.minWorkingDays ?? 0));
  const acts = own ? [actText(own)] : [];
  return {
    least: least === 0 ? null : least,
    days: own ? least : longest.defaultWorkingDays,
    countFirstDay: rules.every((rule) => rule.countFirstDay),
    citation: [longest.citation, ...acts].join('; '),
    status: rules.every((rule) => rule.status === 'confirmed') ? 'confirmed' : 'unverified',
    legalBases: [...new Set([...rules.map((rule) => rule.citation), ...acts])],
  };
}

/** POSTING_TOO_SHORT below the law's own length; INVALID_VALUE for no length at all. */
export function checkLength({ least }: PostingTerms, days: number): readonly Refusal[] {
  if (days < 1 || days > maxWorkingDays)
    return [refusal('INVALID_VALUE', 'workingDays', { expected: `1–${maxWorkingDays}` })];
  return least !== null && days < least ? [refusal('POSTING_TOO_SHORT', 'workingDays', { least })] : [];
}
