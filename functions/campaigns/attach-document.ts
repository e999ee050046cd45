import type { AttachmentStore } from '../attachments/attachment.store.ts';
import { requireLine, refusalsOf } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Campaign, CampaignDocument } from './campaign.ts';
import { changeCampaign, type CampaignChangeInput } from './change-campaign.ts';
import type { CampaignDeps } from './create-campaign.ts';

export type DocumentDeps = CampaignDeps & { readonly attachments: Pick<AttachmentStore, 'get' | 'attach'> };

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
    load: async () => {
      const id = parseId('att', input.attachmentId);
      return (id && (await deps.attachments.get(id))) ?? null;
    },
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
