import type { Dossier } from '../dossiers/dossier.ts';
import { levelOf } from '../law/authority.ts';
import type { SubjectKind } from '../law/subject-kind.ts';
import type { UnitKind } from '../units/unit.ts';
import type { proceduresOn, Procedure } from './catalogue.ts';

/** The unit that received a dossier, with the catalogue there. */
export type Receiver = { readonly kind: UnitKind; readonly catalogue: typeof proceduresOn };

/**
 * The procedures under which a dossier was received by a unit of this kind: those made for its subjects, where there are
 * any, else the general ones. None before its receipt.
 */
export async function proceduresOf(
  dossier: Pick<Dossier, 'type' | 'totalPerAward' | 'receipt'>,
  { kind: unitKind, catalogue }: Receiver,
  firstKind: () => Promise<SubjectKind | undefined>,
): Promise<readonly Procedure[]> {
  const on = dossier.receipt?.receivedOn;
  const level = on && levelOf(unitKind, on);
  if (!on || !level) return [];
  const fitting = catalogue(on, level).filter(
    (one) => one.types.includes(dossier.type) && one.awards.some((code) => code in dossier.totalPerAward),
  );
  const special = fitting.filter((one) => one.subjects !== null);
  const kind = special.length > 0 ? await firstKind() : undefined;
  const made = special.filter((one) => kind !== undefined && one.subjects?.includes(kind));
  return made.length > 0 ? made : fitting.filter((one) => one.subjects === null);
}
