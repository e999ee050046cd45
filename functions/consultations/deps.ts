import type { AttachmentStore } from '../attachments/attachment.store.ts';
import type { CalendarStore } from '../calendar/calendar.store.ts';
import type { DeadlineStore } from '../deadlines/deadline.store.ts';
import type { DossierStore } from '../dossiers/dossier.store.ts';
import type { NomineeStore } from '../dossiers/nominee.store.ts';
import type { Cursors } from '../kernel/cursors.ts';
import type { UnitScope } from '../units/change-root.ts';
import type { ConsultationStore } from './consultation.store.ts';

export type ConsultationDeps = UnitScope & {
  readonly cursors: Cursors;
  readonly consultations: ConsultationStore;
  readonly dossiers: Pick<DossierStore, 'get' | 'follow'>;
  readonly nominees: Pick<NomineeStore, 'get' | 'page' | 'update' | 'hidden'>;
  readonly deadlines: Pick<DeadlineStore, 'get' | 'put'>;
  readonly calendar: Pick<CalendarStore, 'current'>;
  readonly attachments: Pick<AttachmentStore, 'get' | 'attach'>;
};
