import { isCurrent, type EvaluationDone, type RecordedVerdict } from '../eligibility/recorded-verdict.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Outcome } from '../law/eligibility/verdict.ts';
import type { Dossier } from './dossier.ts';

/**
 * What the evaluation that was asked last says of nominees; null for dossiers from before any law is held. It is recorded a
 * moment after it was asked: until then nobody can be appraised, since nobody could know what is overruled.
 * DOSSIER_VERDICT_PENDING.
 */
export function recordedOutcomes(
  dossier: Dossier,
  recorded: readonly (RecordedVerdict | undefined)[],
): Result<readonly (Outcome | null)[]> {
  const known = recorded.map((one) => (one && isCurrent(one, dossier) ? one.outcome : null));
  const pending = dossier.submission?.law
    ? known.flatMap((one, i) => (one ? [] : [refusal('DOSSIER_VERDICT_PENDING', `verdicts.${i}.nomineeId`)]))
    : [];
  return pending.length > 0 ? refuse(...pending) : accept(known);
}

/** An appraisal ends on the evaluation that was asked last, once all of it is recorded. DOSSIER_VERDICT_PENDING. */
export const refusePending = (
  { evaluation }: Dossier,
  done: EvaluationDone | undefined,
): readonly Refusal[] =>
  evaluation === null || done?.number === evaluation.number
    ? []
    : [refusal('DOSSIER_VERDICT_PENDING', 'dossierId')];
