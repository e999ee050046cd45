import type { LocalDate } from '../kernel/dates.ts';
import type { Ids } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { awardOn } from '../law/awards.ts';
import type { Subject } from '../subjects/subject.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { nameAround } from '../units/unit.ts';
import { nextRevision, type Dossier } from './dossier.ts';
import type { Nominee } from './nominee.ts';

type Into = { readonly dossier: Dossier; readonly registry: UnitRegistry; readonly on: LocalDate };
type Asked = {
  readonly subject: Subject | undefined;
  readonly awardCode: string;
  /** Where in the input the nominee stands, with its dot: `nominees.3.`. */
  readonly field: string;
};

/**
 * Who may be nominated in a dossier: a subject of the author's unit or below, for an award of the day that its kind may
 * have. Codes: NOT_FOUND, INVALID_VALUE, DOSSIER_SUBJECT_KIND.
 */
export function checkNominee(
  ids: Ids,
  { dossier, registry, on }: Into,
  { subject, awardCode, field }: Asked,
): Result<Nominee> {
  const award = awardOn(awardCode, on);
  const refusals: Refusal[] = [];
  if (!subject || !registry.covers(dossier.authorUnitId, subject.unitId, on))
    refusals.push(refusal('NOT_FOUND', `${field}subjectId`));
  if (!award)
    refusals.push(refusal('INVALID_VALUE', `${field}awardCode`, { expected: 'mã hình thức khen thưởng' }));
  else if (subject && !award.subjects.includes(subject.kind))
    refusals.push(refusal('DOSSIER_SUBJECT_KIND', `${field}awardCode`, { award: awardCode }));
  if (!subject || refusals.length > 0) return refuse(...refusals);
  const unit = registry.get(subject.unitId);
  return accept({
    id: ids.next('nom'),
    dossierId: dossier.id,
    subjectId: subject.id,
    awardCode,
    kind: subject.kind,
    name: subject.name,
    position: subject.position,
    unitId: subject.unitId,
    unitName: unit ? nameAround(unit, on) : '',
    hasReport: false,
    addedIn: nextRevision(dossier),
    removedIn: null,
    changedIn: [],
    assessments: [],
    suspendedBy: [],
    exclusion: null,
  });
}
