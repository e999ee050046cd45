import { lawCasesOf } from '../dossiers/route.ts';
import type { Dossier } from '../dossiers/dossier.ts';
import type { Term } from '../deadlines/running.ts';
import { addDays, type LocalDate } from '../kernel/dates.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { procedureDays } from '../law/procedure-days.ts';
import { opinionRuleOn, partyOpinionRuleOn } from '../law/procedure.ts';
import type { AgencyKind, SilenceRule } from './consultation.ts';

/** By when an agency answers, and what it means if it doesn't. */
export type ConsultationRule = {
  readonly term: Term;
  readonly silence: SilenceRule;
  readonly silentNotBefore: LocalDate | null;
};

/** Nobody is asked to answer in some later year. */
const longest = 366;

/**
 * Agencies that the law names answer within its days. For the Party's Standing Committee and other bodies no text sets
 * any: the asker names the day, and silence is never an answer. Codes: CONSULTATION_NOT_FORESEEN, REQUIRED, INVALID_VALUE.
 */
export function consultationRule(
  dossier: Dossier,
  agency: AgencyKind,
  answerBy: LocalDate | null,
  on: LocalDate,
): Result<ConsultationRule> {
  if (agency === 'OTHER') return byNamedDay(answerBy, on, { citation: '', status: 'unverified' });
  const cases = lawCasesOf(dossier, on);
  if (agency === 'PARTY_STANDING_COMMITTEE') {
    const rules = cases.flatMap((one) => partyOpinionRuleOn(one) ?? []);
    const rule = rules.find((one) => one.forEveryNominee) ?? rules.find((one) => one.forManagedOfficials);
    return rule ? byNamedDay(answerBy, on, rule) : refuse(notForeseen(agency, rules[0]?.citation));
  }
  const rules = cases.flatMap((one) => opinionRuleOn(one) ?? []);
  const rule = rules.find((one) => one.agencies.includes(agency));
  if (!rule) return refuse(notForeseen(agency, rules[0]?.citation));
  if (answerBy !== null)
    return refuse(refusal('INVALID_VALUE', 'answerBy', { expected: 'để trống, thời hạn theo quy định' }));
  const { citation, status, silence, answerWithin } = rule;
  const days = procedureDays('CONSULTATION', 'Cơ quan được hỏi trả lời', answerWithin, { citation, status });
  return accept({
    term: { kind: 'RULE', rule: days, startOn: on },
    silence: { meaning: silence, citation, status },
    silentNotBefore: silence === 'NO_OBJECTION' ? addDays(on, answerWithin.days) : null,
  });
}

function byNamedDay(
  answerBy: LocalDate | null,
  on: LocalDate,
  { citation, status }: Pick<SilenceRule, 'citation' | 'status'>,
): Result<ConsultationRule> {
  if (answerBy === null) return refuse(refusal('REQUIRED', 'answerBy'));
  if (answerBy <= on || answerBy > addDays(on, longest))
    return refuse(refusal('INVALID_VALUE', 'answerBy', { expected: `từ ngày mai, trong ${longest} ngày` }));
  return accept({
    term: { kind: 'DAY', startOn: on, dueOn: answerBy },
    silence: { meaning: 'NO_ANSWER', citation, status },
    silentNotBefore: null,
  });
}

const notForeseen = (agency: AgencyKind, citation: string | undefined): Refusal => ({
  ...refusal('CONSULTATION_NOT_FORESEEN', 'agency', { agency }),
  ...(citation !== undefined && { citation }),
});
