import type { LocalDate } from '../../kernel/dates.ts';
import { endYear, firstDay, lastDay, yearName, type AchievementYear } from '../achievement-year.ts';
import type { AwardKind } from '../awards.ts';
import type { CommendationType } from '../commendation-type.ts';
import { shown } from '../regime.ts';
import type { Completion, HeldAward, Records } from './records.ts';
import type { CountingTerm } from './rule.ts';
import type { Look } from './verdict.ts';

/** The question that is being answered. */
export type Question = {
  readonly awardCode: string;
  readonly awardKind: AwardKind;
  readonly type: CommendationType;
  readonly campaignId: string | null;
  readonly year: AchievementYear;
  readonly on: LocalDate;
  /** The day whose law applies. */
  readonly lawOn: LocalDate;
  /** How years are counted under the law that applies. */
  readonly counting: CountingTerm;
};

/** One nominee's records as they stood on the day of the question, by the calendar year in which their year ends. */
export type Facts = {
  readonly question: Question;
  readonly records: Records;
  readonly end: number;
  readonly held: readonly HeldAward[];
  readonly completions: ReadonlyMap<number, readonly Completion[]>;
  /** The last discipline that has ended, after which achievements count; null for none. */
  readonly disciplineEnd: { readonly on: LocalDate; readonly id: string } | null;
};

export function factsOf(records: Records, question: Question): Facts {
  const { on } = question;
  const completions = new Map<number, Completion[]>();
  for (const one of records.completions) {
    const at = endYear(one.year);
    const known = completions.get(at);
    if (known) known.push(one);
    else completions.set(at, [one]);
  }
  return {
    question,
    records,
    end: endYear(question.year),
    held: records.held.filter((h) => h.decidedOn <= on && (h.revokedOn === null || h.revokedOn > on)),
    completions,
    disciplineEnd: lastEnd(records, on),
  };
}

function lastEnd({ disciplines }: Records, on: LocalDate): Facts['disciplineEnd'] {
  let last: Facts['disciplineEnd'] = null;
  for (const { id, from, endedOn } of disciplines)
    if (endedOn !== null && from <= endedOn && endedOn <= on && (last === null || endedOn > last.on))
      last = { on: endedOn, id };
  return last;
}

/**
 * What one year contributes to a chain. YES and NO are sure. MAYBE is one of them. BRIDGE is stepped over; GAP ends the
 * chain or is stepped over; LEAVE is stepped over or counts. UNKNOWN may turn out as any of these.
 */
export type Slot = {
  readonly end: number;
  readonly is: 'YES' | 'NO' | 'MAYBE' | 'BRIDGE' | 'GAP' | 'LEAVE' | 'UNKNOWN';
  readonly evidence: readonly string[];
  /** Why it isn't a YES; empty when it is. */
  readonly reason: string;
  readonly look: Look | null;
};

export const slot = (
  end: number,
  is: Slot['is'],
  evidence: readonly string[],
  reason = '',
  code?: Look['code'],
): Slot => ({ end, is, evidence, reason, look: code ? { code, text: reason } : null });

/** After a discipline achievements count from its end: what a year that would count is worth then. */
export function afterDiscipline(facts: Facts, year: AchievementYear, found: Slot): Slot {
  const { disciplineEnd } = facts;
  if (disciplineEnd === null || found.is !== 'YES' || firstDay(year) >= disciplineEnd.on) return found;
  const certain = facts.question.counting.fromDisciplineEnd.status === 'confirmed';
  const evidence = [...found.evidence, disciplineEnd.id];
  const reason = `${yearName(year)}: kỷ luật hết hiệu lực ngày ${shown(disciplineEnd.on)}, thành tích tính từ ngày đó`;
  return certain && lastDay(year) < disciplineEnd.on
    ? slot(found.end, 'NO', evidence, reason)
    : slot(found.end, 'MAYBE', evidence, reason, certain ? 'UNKNOWN_FACT' : 'UNCLEAR_LAW');
}

/** Whether a year counts, or may. */
export const mayCount = ({ is }: Slot): boolean =>
  is === 'YES' || is === 'MAYBE' || is === 'LEAVE' || is === 'UNKNOWN';
