import { parseId } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { changeDossier, type DossierInput } from './change-dossier.ts';
import { maxNominees, tally, type Dossier } from './dossier.ts';
import { checkNominee } from './new-nominee.ts';
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
      const { dossier, registry, on, extra } = ground;
      const checked = input.nominees.map(({ awardCode }, i) =>
        checkNominee(
          deps.ids,
          { dossier, registry, on },
          { subject: extra[i], awardCode, field: `nominees.${i}.` },
        ),
      );
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
