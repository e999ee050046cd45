import type { Dossier } from '../dossiers/dossier.ts';
import type { Nominee } from '../dossiers/nominee.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { Result } from '../kernel/result.ts';
import type { RuleBook } from '../law/eligibility/book.ts';
import type { Records } from '../law/eligibility/records.ts';
import type { Verdict } from '../law/eligibility/verdict.ts';
import { chooseRegime } from '../law/regime.ts';
import { linesOf } from './flatten.ts';
import { judgeNominee } from './judge-nominees.ts';
import {
  datesOf,
  type EvaluationAsked,
  type RecordedVerdict,
  type SubmittedLaw,
} from './recorded-verdict.ts';

/** An evaluation under way: of which dossier, by which law and rules, on which day. */
export type Asked = {
  readonly dossier: Dossier;
  readonly law: SubmittedLaw;
  readonly asked: EvaluationAsked;
  readonly on: LocalDate;
  readonly book: RuleBook;
};

/** What came in before a change of the law keeps the old one; a submission is judged on its own day. */
const datesOfAsked = ({ asked, law, on }: Asked) =>
  asked.stage === 'SUBMISSION' ? datesOf(law) : datesOf(law, on);

/** By all that is known of the nominee. */
export function judgeAsked(day: Asked, { id, awardCode }: Nominee, records: Records): RecordedVerdict {
  const { type, campaignId } = day.dossier;
  const judged = { type, campaignId, ...datesOfAsked(day), book: day.book };
  return recorded(day, id, judgeNominee(judged, awardCode, records));
}

/** What is kept of a verdict; a nominee that the law can't judge needs a look, with the reason. */
export function recorded(day: Asked, nomineeId: Id<'nom'>, answer: Result<Verdict>): RecordedVerdict {
  const { number: evaluation, stage, at } = day.asked;
  const base = { nomineeId, revision: day.dossier.revision, evaluation, stage, at, before: null };
  if (!answer.ok) {
    const { regime, reason } = chosenLaw(day);
    const looks = answer.refusals.map((r) => r.code);
    const unknown = { outcome: 'NEEDS_HUMAN_LOOK', ruleId: null, citation: '', lines: [] } as const;
    return { ...base, ...unknown, regime, regimeReason: reason, looks };
  }
  const { outcome, regime, regimeReason, ruleId, citation, needsHumanLook } = answer.value;
  const looks = needsHumanLook.map((look) => look.text);
  const lines = linesOf(answer.value);
  return { ...base, outcome, regime, regimeReason, ruleId, citation, lines, looks };
}

/** The law that the whole dossier goes by on that day, and why; a rule that counts from another day says so itself. */
export function chosenLaw(day: Asked): Pick<SubmittedLaw, 'regime' | 'reason'> {
  const choice = chooseRegime('RECEIPT', datesOfAsked(day));
  return choice ? { regime: choice.regime.key, reason: choice.reason } : day.law;
}
