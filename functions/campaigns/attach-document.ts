import type { AttachmentStore } from '../attachments/attachment.store.ts';
import { requireLine, requireText, refusalsOf } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Campaign, CampaignDocument } from './campaign.ts';
import { changeCampaign, type CampaignChangeInput } from './change-campaign.ts';
import type { CampaignDeps } from './create-campaign.ts';

export type DocumentDeps = CampaignDeps & {
  readonly attachments: Pick<AttachmentStore, 'get' | 'attach' | 'detach'>;
};

export type AttachDocumentInput = CampaignChangeInput & {
  readonly attachmentId: string;
  readonly title: string;
};

const maxDocuments = 50;

/** Attaches a clean file of the host unit. Codes: those of a change, NOT_FOUND, DUPLICATE, TOO_MANY, FILE_NOT_CLEAN. */
export const attachDocument = (deps: DocumentDeps, input: AttachDocumentInput): Promise<Result<Campaign>> =>
  changeCampaign(deps, input, {
    operation: 'attachDocument',
    action: 'campaign.attachDocument',
    load: () => fileOf(deps, input),
    decide: ({ campaign, extra: file }) => {
      const title = requireLine('title', input.title, 300);
      const refusals = [...refusalsOf(title)];
      if (campaign.documents.length >= maxDocuments)
        refusals.push(refusal('TOO_MANY', 'attachmentId', { limit: maxDocuments }));
      if (file?.unitId !== campaign.hostUnitId)
        return refuse(...refusals, refusal('NOT_FOUND', 'attachmentId'));
      if (file.owner) refusals.push(refusal('DUPLICATE', 'attachmentId'));
      if (file.status !== 'CLEAN')
        refusals.push(refusal('FILE_NOT_CLEAN', 'attachmentId', { status: file.status }));
      if (!title.ok || refusals.length > 0) return refuse(...refusals);
      const { id: attachmentId, fileName, contentType, size, sha256 } = file;
      const document: CampaignDocument = {
        attachmentId,
        title: title.value,
        fileName,
        contentType,
        size,
        sha256,
      };
      return accept({
        patch: { documents: [...campaign.documents, document] },
        writes: [deps.attachments.attach(file, { kind: 'CAMPAIGN', id: campaign.id })],
        event: 'CampaignDocumentAttached',
        facts: { attachmentId, title: title.value },
      });
    },
  });

export type DetachDocumentInput = CampaignChangeInput & {
  readonly attachmentId: string;
  readonly reason: string;
};

/**
 * Takes a document back, such as a wrong file; who took it, and why, stays in the history. Codes: those of a change,
 * NOT_FOUND, REQUIRED, TOO_LONG.
 */
export const detachDocument = (deps: DocumentDeps, input: DetachDocumentInput): Promise<Result<Campaign>> =>
  changeCampaign(deps, input, {
    operation: 'detachDocument',
    action: 'campaign.detachDocument',
    load: () => fileOf(deps, input),
    decide: ({ campaign, extra: file }) => {
      const reason = requireText('reason', input.reason, 2_000);
      const document = campaign.documents.find((one) => one.attachmentId === file?.id);
      if (!file || !document) return refuse(...refusalsOf(reason), refusal('NOT_FOUND', 'attachmentId'));
      if (!reason.ok) return reason;
      const { attachmentId, title, sha256 } = document;
      return accept({
        patch: { documents: campaign.documents.filter((one) => one !== document) },
        writes: [deps.attachments.detach(file)],
        event: 'CampaignDocumentDetached',
        facts: { attachmentId, title, sha256, reason: reason.value },
      });
    },
  });

async function fileOf(deps: DocumentDeps, input: { readonly attachmentId: string }) {
  const id = parseId('att', input.attachmentId);
  return (id && (await deps.attachments.get(id))) ?? null;
}
