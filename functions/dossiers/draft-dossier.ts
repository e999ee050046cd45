import { forbidden, unitsWithRole } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { refusalsOf } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { actsFor } from '../units/standing.ts';
import { changeDossier, reloadDossier, type DossierInput } from './change-dossier.ts';
import { dossierPermissions } from './dossier.policy.ts';
import { dossierPk } from './dossier.store.ts';
import type { Dossier } from './dossier.ts';
import { checkHeader, loadHeader, newDossier, type Header } from './new-dossier.ts';
import type { DossierDeps } from './deps.ts';

export type CreateDossierInput = Header & { readonly authorUnitId: string; readonly idempotencyKey: string };
export type SaveDossierDraftInput = Header & DossierInput;

/** Begins a draft. Codes: NOT_FOUND, REQUIRED, TOO_LONG, INVALID_VALUE. */
export function createDossier(deps: DossierDeps, input: CreateDossierInput): Promise<Result<Dossier>> {
  const authorUnitId = parseId('unt', input.authorUnitId);
  return mutate(deps, {
    operation: 'createDossier',
    input,
    load: () => Promise.all([deps.units.registry(), loadHeader(deps, input)]),
    decide: ([registry, linked], actor) => {
      const roles = dossierPermissions['dossier.create'];
      if (unitsWithRole(actor, roles).length === 0) throw forbidden();
      const on = today(deps.clock);
      const mine =
        authorUnitId &&
        registry.stateOn(authorUnitId, on) &&
        actsFor(actor, roles, registry, authorUnitId, on);
      const header = checkHeader(input, linked, { actor, registry, on });
      if (!header.ok || !mine)
        return refuse(...(mine ? [] : [refusal('NOT_FOUND', 'authorUnitId')]), ...refusalsOf(header));
      const author = { unitId: authorUnitId, userId: actor.userId };
      const dossier = newDossier(deps.ids.next('dos'), header.value, author, registry, on);
      if (!dossier) return refuse(refusal('NOT_FOUND', 'authorUnitId'));
      return accept({
        result: dossier,
        resultId: dossier.id,
        writes: [deps.dossiers.create(dossier)],
        event: {
          pk: dossierPk(dossier.id),
          aggregateId: dossier.id,
          seq: 1,
          name: 'DossierDrafted',
          facts: { authorUnitId, title: dossier.title },
        },
      });
    },
    reload: (id) => reloadDossier(deps, id),
  });
}

/** Saves the header of a draft or returned dossier. Codes: those of a change, REQUIRED, TOO_LONG, NOT_FOUND. */
export const saveDossierDraft = (deps: DossierDeps, input: SaveDossierDraftInput): Promise<Result<Dossier>> =>
  changeDossier(deps, {
    action: 'saveDraft',
    input,
    load: () => loadHeader(deps, input),
    decide: ({ actor, registry, on, extra }) => {
      const header = checkHeader(input, extra, { actor, registry, on });
      return header.ok
        ? accept({ patch: header.value, event: 'DossierDraftSaved', facts: { title: header.value.title } })
        : header;
    },
  });
