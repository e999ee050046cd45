import type { Id } from '../kernel/ids.ts';
import { parseId } from '../kernel/ids.ts';
import type { DossierStore } from '../dossiers/dossier.store.ts';
import type { Dossier } from '../dossiers/dossier.ts';
import type { NomineeStore } from '../dossiers/nominee.store.ts';
import { isSigned, type Nominee } from '../dossiers/nominee.ts';
import type { BallotNominee } from './ballot.ts';
import type { Case } from './conflicts.ts';

type ListDeps = {
  readonly dossiers: Pick<DossierStore, 'get'>;
  readonly nominees: Pick<NomineeStore, 'all'>;
};

export type LoadedDossier = { readonly dossier: Dossier; readonly nominees: readonly Nominee[] };

/** Dossiers with all their nominees, read in one tick; unknown ones are simply not among the answers. */
export async function loadList(deps: ListDeps, rawIds: readonly string[]): Promise<readonly LoadedDossier[]> {
  const ids = [...new Set(rawIds.flatMap((raw) => parseId('dos', raw) ?? []))];
  const found = await Promise.all(
    ids.map(async (id: Id<'dos'>) => {
      const [dossier, nominees] = await Promise.all([deps.dossiers.get(id), deps.nominees.all(id)]);
      return dossier && { dossier, nominees };
    }),
  );
  return found.flatMap((one) => one ?? []);
}

/** The list as the council votes on it: whom the appraisal approved and nothing has taken off since, in order of ids. */
export const casesOf = (loaded: readonly LoadedDossier[]): readonly Case[] =>
  loaded.flatMap(({ dossier, nominees }) =>
    nominees
      .filter((one) => one.removedIn === null && isSigned(one, dossier))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map((nominee) => ({ nominee, dossier })),
  );

export const asBallotNominee = ({ nominee, dossier }: Case): BallotNominee => ({
  nomineeId: nominee.id,
  dossierId: dossier.id,
  name: nominee.name,
  unitId: nominee.unitId,
  unitName: nominee.unitName,
  awardCode: nominee.awardCode,
  type: dossier.type,
});
