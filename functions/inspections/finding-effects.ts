import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { Finding, Inspection } from './inspection.ts';

/** When a finding stopped counting: the conclusion ends a small one, what became of it a graver one. Null while it stands. */
export const endOf = (
  { severity, settlement }: Finding,
  { conclusion }: Pick<Inspection, 'conclusion'>,
): LocalDate | null => (severity === 'MINOR' ? (conclusion?.issuedOn ?? null) : (settlement?.on ?? null));

/** Every dossier that a finding names, and whether one of them still stands. */
export function dossiersNamed(inspection: Inspection): ReadonlyMap<Id<'dos'>, boolean> {
  const named = new Map<Id<'dos'>, boolean>();
  for (const finding of inspection.findings)
    for (const id of finding.links.dossierIds)
      named.set(id, named.get(id) === true || endOf(finding, inspection) === null);
  return named;
}

/** Findings about something that may have been decided, too grave for the conclusion alone to end them. */
export const graveFindings = ({ findings }: Pick<Inspection, 'findings'>): readonly Finding[] =>
  findings.filter(
    ({ severity, links }) => severity !== 'MINOR' && links.decisionIds.length + links.dossierIds.length > 0,
  );
