import { parseId } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { awardOn } from '../law/awards.ts';
import type { Subject } from '../subjects/subject.ts';
import { nameAround } from '../units/unit.ts';
import { changeDossier, type DossierInput, type Ground } from './change-dossier.ts';
import { maxNominees, nextRevision, tally, type Dossier } from './dossier.ts';
import type { Nominee } from './nominee.ts';
import type { DossierDeps } from './deps.ts';

export type NomineeInput = { readonly subjectId: string; readonly awardCode: string };
export type AddNomineesInput = DossierInput & { readonly nominees: readonly NomineeInput[] };

/** Two writes each, beside the root: a transaction takes 98. */
export const maxNomineesPerCall = 45;

/** Adds nominees. Codes: those of a change, REQUIRED, TOO_MANY, NOT_FOUND, DUPLICATE, INVALID_VALUE, DOSSIER_SUBJECT_KIND. */
export function addNominees(deps: DossierDeps, input: AddNomineesInput): Promise<Result<Dossier>> {
  const fits = input.nominees.length <= maxNomineesPerCall;
  return changeDossier(deps, {
    action: 'addNominees',
    input,
    load: () =>
      Promise.all(
        (fits ? input.nominees : []).map(async ({ subjectId }) => {
          const id = parseId('sub', subjectId);
          return id && deps.subjects.get(id);
        }),
      ),
    decide: (ground) => {
      const sized = checkSize(input, ground.dossier);
      if (sized.length > 0) return refuse(...sized);
      const checked = input.nominees.map((one, i) => checkOne(deps, ground, { ...one, index: i }));
      const refusals = [...duplicates(input.nominees), ...checked.flatMap((r) => (r.ok ? [] : r.refusals))];
      if (refusals.length > 0) return refuse(...refusals);
      return accept(
        added(
          deps,
          ground.dossier,
          checked.flatMap((r) => (r.ok ? [r.value] : [])),
        ),
      );
    },
  });
}

function checkSize({ nominees }: AddNomineesInput, dossier: Dossier): readonly Refusal[] {
  if (nominees.length === 0) return [refusal('REQUIRED', 'nominees')];
  if (nominees.length > maxNomineesPerCall)
    return [refusal('TOO_MANY', 'nominees', { limit: maxNomineesPerCall })];
  return dossier.totalNominees + nominees.length > maxNominees
    ? [refusal('TOO_MANY', 'nominees', { limit: maxNominees })]
    : [];
}

function duplicates(nominees: readonly NomineeInput[]): readonly Refusal[] {
  const keys = nominees.map((n) => `${n.awardCode}#${n.subjectId}`);
  return keys.flatMap((key, i) => (keys.indexOf(key) < i ? [refusal('DUPLICATE', `nominees.${i}`)] : []));
}

type Subjects = readonly (Subject | undefined)[];

function checkOne(
  deps: DossierDeps,
  { dossier, registry, on, extra }: Ground<Subjects>,
  { awardCode, index }: NomineeInput & { readonly index: number },
): Result<Nominee> {
  const subject = extra[index];
  const award = awardOn(awardCode, on);
  const refusals: Refusal[] = [];
  if (!subject || !registry.covers(dossier.authorUnitId, subject.unitId, on))
    refusals.push(refusal('NOT_FOUND', `nominees.${index}.subjectId`));
  if (!award)
    refusals.push(
      refusal('INVALID_VALUE', `nominees.${index}.awardCode`, { expected: 'mã hình thức khen thưởng' }),
    );
  else if (subject && !award.subjects.includes(subject.kind))
    refusals.push(refusal('DOSSIER_SUBJECT_KIND', `nominees.${index}.awardCode`, { award: awardCode }));
  if (!subject || refusals.length > 0) return refuse(...refusals);
  const unit = registry.get(subject.unitId);
  return accept({
    id: deps.ids.next('nom'),
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

function added(deps: DossierDeps, dossier: Dossier, nominees: readonly Nominee[]) {
  const codes = nominees.map((n) => n.awardCode);
  return {
    patch: {
      totalNominees: dossier.totalNominees + nominees.length,
      totalPerAward: tally(dossier.totalPerAward, codes, 1),
    },
    writes: nominees.flatMap((n, i) => deps.nominees.add(n, i)),
    event: 'NomineesAdded',
    facts: { nomineeIds: nominees.map((n) => n.id) },
  };
}
