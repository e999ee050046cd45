import type { AttachmentStore } from '../attachments/attachment.store.ts';
import type { OfficerStore } from '../officers/officer.store.ts';
import type { UnitScope } from '../units/change-root.ts';
import type { TrainingStore } from './training.store.ts';

export type TrainingDeps = UnitScope & {
  readonly training: TrainingStore;
  readonly officers: Pick<OfficerStore, 'get' | 'follow'>;
  readonly attachments: Pick<AttachmentStore, 'get' | 'attach'>;
};
