import { requireLine, requireText, refusalsOf } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { changeRoot, nothing, type ChangeInput, type Step } from '../units/change-root.ts';
import { builtIn } from './built-in.ts';
import { checkTerms, namedDocuments, type TermsInput } from './check-document.ts';
import type { LibraryDeps } from './deps.ts';
import { documentMachine, seesDocument, type DocumentAction } from './document.policy.ts';
import { documentPk } from './document.store.ts';
import { maxFiles, type DocumentFile, type LegalDocument } from './document.ts';
import { reloadDocument } from './register-document.ts';

type DocumentInput = ChangeInput & { readonly documentId: string };

function changeDocument<E>(
  deps: LibraryDeps,
  input: DocumentInput,
  step: Step<DocumentAction, LegalDocument, E>,
): Promise<Result<LegalDocument>> {
  const id = parseId('ldo', input.documentId);
  return changeRoot(
    deps,
    input,
    {
      machine: documentMachine,
      get: async () => id && (builtIn(id) ?? (await deps.documents.get(id))),
      sees: seesDocument,
      replace: (after, before) => deps.documents.replace(before, after),
      pk: (one) => documentPk(one.id),
      reload: (raw) => reloadDocument(deps, raw),
    },
    step,
  );
}

export type CorrectLegalDocumentInput = DocumentInput & TermsInput;

/** Puts right what was entered wrongly, all of it; a text that isn't given stays. Codes: those of registering, NOT_YOURS. */
export const correctLegalDocument = (
  deps: LibraryDeps,
  input: CorrectLegalDocumentInput,
): Promise<Result<LegalDocument>> =>
  changeDocument(deps, input, {
    action: 'correct',
    load: () => namedDocuments(deps.documents, input),
    decide: ({ root, viewer, extra: named }) => {
      const checked = checkTerms(input, named, { own: root.id, on: viewer.on });
      if (!checked.ok) return checked;
      const { terms, text } = checked.value;
      return accept({
        patch: { ...terms, hasText: text === null ? root.hasText : text !== '' },
        writes: text === null ? [] : [deps.documents.setText(root.id, text)],
        event: 'LegalDocumentCorrected',
        facts: { number: terms.number },
      });
    },
  });

export type AttachToLegalDocumentInput = DocumentInput & {
  readonly attachmentId: string;
  readonly title: string;
};

/** Attaches a clean file of the keeping unit. Codes: NOT_YOURS, NOT_FOUND, DUPLICATE, TOO_MANY, FILE_NOT_CLEAN. */
export const attachToLegalDocument = (
  deps: LibraryDeps,
  input: AttachToLegalDocumentInput,
): Promise<Result<LegalDocument>> =>
  changeDocument(deps, input, {
    action: 'attach',
    load: async () => {
      const id = parseId('att', input.attachmentId);
      return (id && (await deps.attachments.get(id))) ?? null;
    },
    decide: ({ root, extra: file }) => {
      const title = requireLine('title', input.title, 300);
      const refusals = [...refusalsOf(title)];
      if (root.files.length >= maxFiles)
        refusals.push(refusal('TOO_MANY', 'attachmentId', { limit: maxFiles }));
      if (file?.unitId !== root.keeperUnitId)
        return refuse(...refusals, refusal('NOT_FOUND', 'attachmentId'));
      if (file.owner) refusals.push(refusal('DUPLICATE', 'attachmentId'));
      if (file.status !== 'CLEAN')
        refusals.push(refusal('FILE_NOT_CLEAN', 'attachmentId', { status: file.status }));
      if (!title.ok || refusals.length > 0) return refuse(...refusals);
      const { id: attachmentId, fileName, contentType, size, sha256 } = file;
      const added: DocumentFile = {
        ...{ attachmentId, title: title.value, fileName, contentType, size, sha256 },
      };
      return accept({
        patch: { files: [...root.files, added] },
        writes: [deps.attachments.attach(file, { kind: 'LEGAL_DOCUMENT', id: root.id })],
        event: 'LegalDocumentFileAttached',
        facts: { attachmentId },
      });
    },
  });

export type WithdrawLegalDocumentInput = DocumentInput & { readonly reason: string };

/** Takes out what was registered by mistake. Codes: NOT_YOURS, WRONG_STATE, REQUIRED, TOO_LONG. */
export const withdrawLegalDocument = (
  deps: LibraryDeps,
  input: WithdrawLegalDocumentInput,
): Promise<Result<LegalDocument>> =>
  changeDocument(deps, input, {
    action: 'withdraw',
    load: nothing,
    decide: () => {
      const reason = requireText('reason', input.reason, 1_000);
      return reason.ok
        ? accept({
            patch: { withdrawnFor: reason.value },
            event: 'LegalDocumentWithdrawn',
            facts: { reason: reason.value },
          })
        : reason;
    },
  });
