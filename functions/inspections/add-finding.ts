import { maySee } from '../dossiers/dossier.policy.ts';
import { refusalsOf, requireLine, requireText } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { seesSubject } from '../subjects/same-person.ts';
import type { Viewer } from '../units/machine.ts';
import { changeInspection, type InspectionInput } from './change-inspection.ts';
import type { InspectionDeps } from './deps.ts';
import {
  maxFindings,
  type Finding,
  type FindingLinks,
  type Inspection,
  type Severity,
} from './inspection.ts';

export type AddFindingInput = InspectionInput & {
  readonly severity: Severity;
  readonly text: string;
  readonly citation: string;
  readonly responsibleName: string;
  readonly responsiblePosition: string;
  readonly dossierIds: readonly string[];
  readonly decisionIds: readonly string[];
  readonly subjectIds: readonly string[];
};

const maxLinks = 20;

/**
 * Records a finding, tied to what it is about; the people and collectives that it names are in a proceeding from now on.
 * Codes: those of a step, REQUIRED, TOO_LONG, TOO_MANY, NOT_FOUND.
 */
export const addFinding = (deps: InspectionDeps, input: AddFindingInput): Promise<Result<Inspection>> =>
  changeInspection(deps, input, {
    action: 'find',
    load: () => loadLinks(deps, input),
    decide: ({ root, viewer, extra }) => {
      const text = requireText('text', input.text, 10_000);
      const citation = requireLine('citation', input.citation, 500);
      const name = requireLine('responsibleName', input.responsibleName, 200);
      const position = requireLine('responsiblePosition', input.responsiblePosition, 200);
      const links = checkLinks(input, extra, viewer);
      const refusals = [
        ...refusalsOf(text, citation, name, position, links),
        ...(root.findings.length >= maxFindings ? [refusal('TOO_MANY', 'text', { limit: maxFindings })] : []),
      ];
      if (!text.ok || !citation.ok || !name.ok || !position.ok || !links.ok || refusals.length > 0)
        return refuse(...refusals);
      const finding: Finding = {
        number: root.findings.length + 1,
        severity: input.severity,
        text: text.value,
        citation: citation.value,
        responsibleName: name.value,
        responsiblePosition: position.value,
        links: links.value,
        recordedOn: viewer.on,
        settlement: null,
      };
      return accept({
        patch: { findings: [...root.findings, finding] },
        event: 'FindingAdded',
        facts: { number: finding.number, severity: finding.severity, ...finding.links },
      });
    },
  });

const loadLinks = (deps: InspectionDeps, input: AddFindingInput) =>
  Promise.all([
    Promise.all(
      input.dossierIds.slice(0, maxLinks).map(async (raw) => {
        const id = parseId('dos', raw);
        return id && deps.dossiers.get(id);
      }),
    ),
    Promise.all(
      input.decisionIds.slice(0, maxLinks).map(async (raw) => {
        const id = parseId('dec', raw);
        return id && deps.dossiers.decision(id);
      }),
    ),
    Promise.all(
      input.subjectIds.slice(0, maxLinks).map(async (raw) => {
        const id = parseId('sub', raw);
        return id && deps.subjects.get(id);
      }),
    ),
  ]);

/** What a finding names must exist and be the finder's to see; a decision is public. */
function checkLinks(
  input: AddFindingInput,
  [dossiers, decisions, subjects]: Awaited<ReturnType<typeof loadLinks>>,
  viewer: Viewer,
): Result<FindingLinks> {
  const seenDossiers = dossiers.map((one) => (one && maySee(one, viewer) ? one.id : undefined));
  const seenSubjects = subjects.map((one) => (one && seesSubject(viewer, one) ? one.id : undefined));
  const seenDecisions = decisions.map((one) => one?.id);
  const check = (field: string, asked: readonly string[], seen: readonly (string | undefined)[]) =>
    asked.length > maxLinks
      ? [refusal('TOO_MANY', field, { limit: maxLinks })]
      : seen.flatMap((id, i) => (id === undefined ? [refusal('NOT_FOUND', `${field}.${i}`)] : []));
  const refusals = [
    ...check('dossierIds', input.dossierIds, seenDossiers),
    ...check('decisionIds', input.decisionIds, seenDecisions),
    ...check('subjectIds', input.subjectIds, seenSubjects),
  ];
  if (refusals.length > 0) return refuse(...refusals);
  return accept({
    dossierIds: seenDossiers.flatMap((id) => id ?? []),
    decisionIds: seenDecisions.flatMap((id) => id ?? []),
    subjectIds: seenSubjects.flatMap((id) => id ?? []),
  });
}
