import type { Id } from '../kernel/ids.ts';
import type { Case } from '../records/case.ts';
import { endOf } from './finding-effects.ts';
import type { Finding, Inspection } from './inspection.ts';

/**
 * What an inspection means for those whom its findings name: each is in a proceeding from the first finding on, until the
 * conclusion has ended the small ones and the leader of the inspecting unit has said what became of the others. One for
 * each subject, so that a file doesn't tell findings that are still the inspectors' own.
 */
export function casesOfInspection({ id, decision, conclusion, findings }: Inspection): readonly Case[] {
  const named = new Set(findings.flatMap((finding) => finding.links.subjectIds));
  return [...named].map((subjectId) => {
    const about = findings.filter((finding) => finding.links.subjectIds.includes(subjectId));
    const opened = about.map((finding) => finding.recordedOn ?? decision.issuedOn).toSorted();
    const ends = about.map((finding) => endOf(finding, { conclusion }));
    const known = ends.flatMap((on) => on ?? []);
    return {
      id,
      subjectId,
      kind: 'INSPECTION',
      reference: `Quyết định ${decision.number}`,
      openedOn: opened[0] ?? decision.issuedOn,
      // A conclusion may bear an earlier day than the entry of what it concludes.
      closedOn: known.length < ends.length ? null : ([...opened, ...known].toSorted().at(-1) ?? null),
      disciplines: disciplinesOf(about, subjectId),
    };
  });
}

const disciplinesOf = (findings: readonly Finding[], subjectId: Id<'sub'>) =>
  findings
    .flatMap(({ settlement }) => settlement?.disciplines ?? [])
    .filter((discipline) => discipline.subjectId === subjectId);
