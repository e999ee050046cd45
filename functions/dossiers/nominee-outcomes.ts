import { judgeSubmitted } from '../eligibility/judge-submitted.ts';
import type { RecordedVerdict } from '../eligibility/recorded-verdict.ts';
import { nationalBook, withLocal } from '../law/eligibility/book.ts';
import type { Outcome } from '../law/eligibility/verdict.ts';
import { localCriteriaOf } from '../local-rules/local-criteria.ts';
import type { UnitRegistry } from '../units/registry.ts';
import type { DossierDeps } from './deps.ts';
import type { Dossier } from './dossier.ts';
import type { Nominee } from './nominee.ts';

type At = { readonly dossier: Dossier; readonly registry: UnitRegistry };

/**
 * What the law says of nominees of a submitted dossier: as it was recorded, and judged here by the same law where the record,
 * which follows the submission a moment later, isn't written yet. Null for dossiers from before any law is held.
 */
export async function outcomesOf(
  deps: Pick<DossierDeps, 'records' | 'localRules'>,
  { dossier, registry }: At,
  nominees: readonly Nominee[],
  recorded: readonly (RecordedVerdict | undefined)[],
): Promise<readonly (Outcome | null)[]> {
  const known = recorded.map((one) => (one?.revision === dossier.revision ? one.outcome : undefined));
  const law = dossier.submission?.law;
  const late = nominees.filter((_, i) => known[i] === undefined);
  if (!law || late.length === 0) return known.map((one) => one ?? null);
  const [records, { books }] = await Promise.all([
    deps.records.load(late.map((one) => one.subjectId)),
    deps.localRules.shelf(),
  ]);
  const book = withLocal(nationalBook(), localCriteriaOf(books, registry, dossier.authorUnitId));
  return nominees.map((nominee, i) => {
    const facts = records.get(nominee.subjectId);
    return (
      known[i] ?? (facts ? judgeSubmitted(dossier, law, book, nominee, facts).outcome : 'NEEDS_HUMAN_LOOK')
    );
  });
}
