import type { RecordedVerdict } from '../eligibility/recorded-verdict.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Outcome } from '../law/eligibility/verdict.ts';
import type { Dossier } from './dossier.ts';

/**
 * What was recorded that the law says of nominees of this revision; null for dossiers from before any law is held. The
 * record follows the submission a moment later: until then nobody can be appraised, since nobody could know what is
 * overruled. DOSSIER_VERDICT_PENDING.
 */
export function recordedOutcomes(
  { submission, revision }: Dossier,
  recorded: readonly (RecordedVerdict | undefined)[],
): Result<readonly (Outcome | null)[]> {
  const known = recorded.map((one) => (one?.revision === revision ? one.outcome : null));
  const pending = submission?.law
    ? known.flatMap((one, i) => (one ? [] : [refusal('DOSSIER_VERDICT_PENDING', `verdicts.${i}.nomineeId`)]))
    : [];
  return pending.length > 0 ? refuse(...pending) : accept(known);
}
