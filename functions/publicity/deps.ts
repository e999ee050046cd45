import type { AttachmentStore } from '../attachments/attachment.store.ts';
import type { CampaignStore } from '../campaigns/campaign.store.ts';
import type { ExemplarStore } from '../exemplars/exemplar.store.ts';
import type { UnitScope } from '../units/change-root.ts';
import type { PublicityStore } from './publicity.store.ts';

export type PublicityDeps = UnitScope & {
  readonly publicity: PublicityStore;
  readonly campaigns: Pick<CampaignStore, 'get'>;
  readonly exemplars: Pick<ExemplarStore, 'get'>;
  readonly attachments: Pick<AttachmentStore, 'get' | 'attach'>;
};
