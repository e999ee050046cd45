import type { Dossier } from '../dossiers/dossier.ts';
import type { Nominee } from '../dossiers/nominee.ts';
import type { RuleBook } from '../law/eligibility/book.ts';
import type { Records } from '../law/eligibility/records.ts';
import { judgeNominee, recorded } from './judge-nominees.ts';
import type { RecordedVerdict, SubmittedLaw } from './recorded-verdict.ts';

/** What the law that a submission fixed says of one of its nominees, by all that is known. */
export function judgeSubmitted(
  { type, campaignId, revision }: Dossier,
  law: SubmittedLaw,
  book: RuleBook,
  nominee: Nominee,
  records: Records,
): RecordedVerdict {
  const judged = { type, campaignId, year: law.year, receivedOn: null, on: law.on, book };
  return recorded(nominee.id, revision, law.regime, judgeNominee(judged, nominee.awardCode, records));
}
