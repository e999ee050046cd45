import type { AttachmentStore } from '../attachments/attachment.store.ts';
import type { UnitScope } from '../units/change-root.ts';
import type { DocumentStore } from './document.store.ts';

export type LibraryDeps = UnitScope & {
  readonly documents: DocumentStore;
  readonly attachments: Pick<AttachmentStore, 'get' | 'attach'>;
};
