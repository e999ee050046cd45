import type { UserStore } from '../access/user.store.ts';
import type { AttachmentStore } from '../attachments/attachment.store.ts';
import type { CalendarStore } from '../calendar/calendar.store.ts';
import type { DeadlineStore } from '../deadlines/deadline.store.ts';
import type { DossierStore } from '../dossiers/dossier.store.ts';
import type { SubjectStore } from '../subjects/subject.store.ts';
import type { UnitScope } from '../units/change-root.ts';
import type { InspectionStore } from './inspection.store.ts';

export type InspectionDeps = UnitScope & {
  readonly inspections: InspectionStore;
  readonly calendar: Pick<CalendarStore, 'current'>;
  readonly deadlines: Pick<DeadlineStore, 'get' | 'put'>;
  readonly users: Pick<UserStore, 'get'>;
  readonly attachments: Pick<AttachmentStore, 'get' | 'attach'>;
  readonly dossiers: Pick<DossierStore, 'get' | 'decision'>;
  readonly subjects: Pick<SubjectStore, 'get'>;
};
