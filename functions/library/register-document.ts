import { forbidden, unitsWithRole } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { actsFor } from '../units/standing.ts';
import { checkTerms, namedDocuments, type TermsInput } from './check-document.ts';
import type { LibraryDeps } from './deps.ts';
import { documentPermissions } from './document.policy.ts';
import { documentPk } from './document.store.ts';
import type { LegalDocument } from './document.ts';

export type RegisterLegalDocumentInput = TermsInput & {
  readonly keeperUnitId: string;
  readonly idempotencyKey: string;
};

/** Puts a document into the library. Codes: NOT_FOUND, REQUIRED, TOO_LONG, TOO_MANY, INVALID_VALUE, DUPLICATE. */
export function registerLegalDocument(
  deps: LibraryDeps,
  input: RegisterLegalDocumentInput,
): Promise<Result<LegalDocument>> {
  const keeperUnitId = parseId('unt', input.keeperUnitId);
  return mutate(deps, {
    operation: 'legalDocument.register',
    input,
    load: () => Promise.all([deps.units.registry(), namedDocuments(deps.documents, input)]),
    decide: ([registry, named], actor) => {
      const roles = documentPermissions['legalDocument.register'];
      if (unitsWithRole(actor, roles).length === 0) throw forbidden();
      const on = today(deps.clock);
      if (!keeperUnitId || !actsFor(actor, roles, registry, keeperUnitId, on))
        return refuse(refusal('NOT_FOUND', 'keeperUnitId'));
      const checked = checkTerms(input, named, { own: null, on });
      if (!checked.ok) return checked;
      const { terms, text } = checked.value;
      const id = deps.ids.next('ldo');
      const document: LegalDocument = {
        ...terms,
        id,
        keeperUnitId,
        verified: true,
        status: 'PUBLISHED',
        files: [],
        hasText: text !== null && text !== '',
        withdrawnFor: null,
        version: 1,
      };
      return accept({
        result: document,
        resultId: id,
        writes: [...deps.documents.create(document), ...(text ? [deps.documents.setText(id, text)] : [])],
        event: {
          pk: documentPk(id),
          aggregateId: id,
          seq: 1,
          name: 'LegalDocumentRegistered',
          facts: { keeperUnitId, number: document.number },
        },
      });
    },
    reload: (raw) => reloadDocument(deps, raw),
  });
}

export async function reloadDocument(deps: LibraryDeps, raw: string): Promise<LegalDocument | undefined> {
  const id = parseId('ldo', raw);
  return id && deps.documents.get(id);
}
