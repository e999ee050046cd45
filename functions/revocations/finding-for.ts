import type { Award } from '../awards/award.ts';
import type { Decision } from '../dossiers/decision.ts';
import { seesFindings } from '../inspections/inspection.policy.ts';
import type { Inspection } from '../inspections/inspection.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Viewer } from '../units/machine.ts';
import type { ProposeRevocationInput } from './propose-revocation.ts';
import type { FindingRef } from './revocation.ts';

/**
 * The finding that a proposal rests on, if it names one: of a concluded inspection that the proposer may read, about this
 * award's decision, its dossier or its subject. The conclusion is then the one of the inspection. Codes: NOT_FOUND, INVALID_VALUE.
 */
export function findingFor(
  { finding: named, conclusionOn }: ProposeRevocationInput,
  { decisionId, subjectId }: Award,
  { dossierId }: Pick<Decision, 'dossierId'>,
  inspection: Inspection | undefined,
  viewer: Viewer,
): Result<FindingRef | null> {
  if (named == null) return accept(null);
  const { id, conclusion, findings } = inspection && seesFindings(inspection, viewer) ? inspection : nothing;
  const finding = findings.find(({ number }) => number === named.number);
  const about =
    finding &&
    (finding.links.decisionIds.includes(decisionId) ||
      finding.links.dossierIds.includes(dossierId) ||
      (subjectId !== null && finding.links.subjectIds.includes(subjectId)));
  if (id === null || conclusion === null || !about) return refuse(refusal('NOT_FOUND', 'finding'));
  return conclusion.issuedOn === conclusionOn
    ? accept({ inspectionId: id, number: finding.number })
    : refuse(refusal('INVALID_VALUE', 'conclusionOn', { expected: conclusion.issuedOn }));
}

const nothing = { id: null, conclusion: null, findings: [] } as const;
