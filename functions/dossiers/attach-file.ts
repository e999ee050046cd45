import { parseId } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { changeDossier, type DossierInput } from './change-dossier.ts';
import { maxFiles, nextRevision, type Dossier, type DossierFile } from './dossier.ts';
import type { Component } from '../law/component.ts';
import type { Attachment } from '../attachments/attachment.ts';
import type { DossierDeps } from './deps.ts';

export type AttachToDossierInput = DossierInput & {
  readonly attachmentId: string;
  readonly component: Component;
};
export type DetachFromDossierInput = DossierInput & { readonly attachmentId: string };

/** Attaches a clean file. Codes: those of a change, NOT_FOUND, DUPLICATE, TOO_MANY, FILE_NOT_CLEAN. */
export const attachToDossier = (deps: DossierDeps, input: AttachToDossierInput): Promise<Result<Dossier>> =>
  changeDossier(deps, {
    action: 'attach',
    input,
    load: () => loadFile(deps, input.attachmentId),
    decide: ({ dossier, extra: file }) => {
      if (file?.unitId !== dossier.authorUnitId) return refuse(refusal('NOT_FOUND', 'attachmentId'));
      const refusals = checkFile(dossier, file);
      if (refusals.length > 0) return refuse(...refusals);
      const kept = belongs(file, dossier);
      const addedIn = kept ? dossier.revision : nextRevision(dossier);
      return accept({
        patch: { files: [...dossier.files, asFile(file, input.component, addedIn)] },
        writes: kept ? [] : [deps.attachments.attach(file, { kind: 'DOSSIER', id: dossier.id })],
        event: 'FileAttached',
        facts: { attachmentId: file.id, component: input.component },
      });
    },
  });

/** Was in a submitted revision, and so stays with the dossier whether or not it is in the next one. */
const belongs = ({ owner }: Attachment, dossier: Dossier): boolean =>
  owner?.kind === 'DOSSIER' && owner.id === dossier.id;

/**
 * Takes a file off. One that was in a submitted revision keeps belonging to the dossier, so that the revision stays
 * readable. Codes: those of a change, NOT_FOUND.
 */
export const detachFromDossier = (
  deps: DossierDeps,
  input: DetachFromDossierInput,
): Promise<Result<Dossier>> =>
  changeDossier(deps, {
    action: 'detach',
    input,
    load: () => loadFile(deps, input.attachmentId),
    decide: ({ dossier, extra: file }) => {
      const listed = dossier.files.find((f) => f.attachmentId === file?.id);
      if (!file || !listed) return refuse(refusal('NOT_FOUND', 'attachmentId'));
      return accept({
        patch: { files: dossier.files.filter((f) => f.attachmentId !== file.id) },
        writes: listed.addedIn > dossier.revision ? [deps.attachments.detach(file)] : [],
        event: 'FileDetached',
        facts: { attachmentId: file.id },
      });
    },
  });

async function loadFile(deps: DossierDeps, raw: string): Promise<Attachment | null> {
  const id = parseId('att', raw);
  return (id && (await deps.attachments.get(id))) ?? null;
}

function checkFile(dossier: Dossier, file: Attachment): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const isListed = dossier.files.some((f) => f.attachmentId === file.id);
  if (isListed || (file.owner && !belongs(file, dossier)))
    refusals.push(refusal('DUPLICATE', 'attachmentId'));
  if (file.status !== 'CLEAN')
    refusals.push(refusal('FILE_NOT_CLEAN', 'attachmentId', { status: file.status }));
  if (dossier.files.length >= maxFiles)
    refusals.push(refusal('TOO_MANY', 'attachmentId', { limit: maxFiles }));
  return refusals;
}

const asFile = (file: Attachment, component: Component, addedIn: number): DossierFile => ({
  attachmentId: file.id,
  component,
  fileName: file.fileName,
  size: file.size,
  sha256: file.sha256,
  contentType: file.contentType,
  addedIn,
});
