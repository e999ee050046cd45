import { instant } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import { refusalsOf } from '../kernel/fields.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { eventItem } from '../kernel/table/event.ts';
import { create } from '../kernel/table/write.ts';
import { dossierPk } from '../dossiers/dossier.store.ts';
import type { Dossier } from '../dossiers/dossier.ts';
import { checkHeader, loadHeader, newDossier, type Header } from '../dossiers/new-dossier.ts';
import { checkNominee } from '../dossiers/new-nominee.ts';
import { changeExemplar, type ExemplarInput } from './change-exemplar.ts';
import type { ExemplarDeps } from './deps.ts';
import { maxDossiers, type Exemplar } from './exemplar.ts';

export type OpenExemplarDossierInput = ExemplarInput &
  Header & {
    /** The exemplar's subject, named again so that it is read as it is now along with the exemplar. */
    readonly subjectId: string;
    readonly awardCode: string;
  };

/**
 * Begins an award dossier of the exemplar's unit with the exemplar as its nominee. Codes: those of a step, those of a
 * dossier's header and nominees, TOO_MANY.
 */
export function openExemplarDossier(
  deps: ExemplarDeps,
  input: OpenExemplarDossierInput,
): Promise<Result<Exemplar>> {
  const subjectId = parseId('sub', input.subjectId);
  return changeExemplar(deps, input, {
    action: 'openDossier',
    load: () => Promise.all([subjectId && deps.subjects.get(subjectId), loadHeader(deps, input)]),
    decide: ({ root, actor, viewer, extra: [subject, linked] }) => {
      const { registry, on } = viewer;
      const header = checkHeader(input, linked, { actor, registry, on });
      const refusals = [
        ...refusalsOf(header),
        ...(subject?.id === root.subjectId ? [] : [refusal('NOT_FOUND', 'subjectId')]),
        ...(root.dossierIds.length >= maxDossiers
          ? [refusal('TOO_MANY', 'exemplarId', { limit: maxDossiers })]
          : []),
      ];
      if (!header.ok || refusals.length > 0) return refuse(...refusals);
      // Once the unit has been merged, its first living heir is the author.
      const unitId = registry.heirsOn(root.unitId, on)[0] ?? root.unitId;
      const author = { unitId, userId: actor.userId };
      const draft = newDossier(deps.ids.next('dos'), header.value, author, registry, on);
      if (!draft) return refuse(refusal('NOT_FOUND', 'exemplarId'));
      const { awardCode } = input;
      const nominee = checkNominee(
        deps.ids,
        { dossier: draft, registry, on },
        { subject, awardCode, field: '' },
      );
      if (!nominee.ok) return nominee;
      const dossier: Dossier = { ...draft, totalNominees: 1, totalPerAward: { [awardCode]: 1 } };
      const drafted = eventItem(dossierPk(dossier.id), {
        aggregateId: dossier.id,
        seq: 1,
        name: 'DossierDrafted',
        at: instant(deps.clock),
        actorId: actor.userId,
        requestId: deps.requestId,
        facts: { authorUnitId: unitId, title: dossier.title, exemplarId: root.id },
      });
      return accept({
        patch: { dossierIds: [...root.dossierIds, dossier.id] },
        writes: [
          deps.dossiers.create(dossier),
          ...deps.nominees.add(nominee.value, 0),
          create(drafted, refusal('BUSY', [])),
        ],
        event: 'ExemplarDossierOpened',
        facts: { dossierId: dossier.id, awardCode },
      });
    },
  });
}
