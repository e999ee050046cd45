import type { RegistrationStore } from '../campaigns/registration.store.ts';
import type { ComplaintStore } from '../complaints/complaint.store.ts';
import type { ConsultationStore } from '../consultations/consultation.store.ts';
import type { CouncilStore } from '../councils/council.store.ts';
import type { DeadlineStore } from '../deadlines/deadline.store.ts';
import type { DossierStore } from '../dossiers/dossier.store.ts';
import type { ExemplarStore } from '../exemplars/exemplar.store.ts';
import type { InspectionStore } from '../inspections/inspection.store.ts';
import type { Id } from '../kernel/ids.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import type { OfficerStore } from '../officers/officer.store.ts';
import type { WorkPlanStore } from '../officers/plan.store.ts';
import type { Audience } from './audience.ts';
import type { NoticeFacts, NoticeKind } from './template.ts';

/** What an event has to be told, and to whom; the unit's name is filled in by the teller. */
export type News = {
  readonly kind: NoticeKind;
  readonly unitId: Id<'unt'>;
  readonly audience: readonly Audience[];
  readonly restricted: boolean;
  readonly facts: Omit<NoticeFacts, 'unitName'>;
};

/** Where an event's news are looked up. */
export type Sources = {
  readonly dossiers: Pick<DossierStore, 'get'>;
  readonly deadlines: Pick<DeadlineStore, 'get'>;
  readonly consultations: Pick<ConsultationStore, 'get'>;
  readonly councils: Pick<CouncilStore, 'get'>;
  readonly complaints: Pick<ComplaintStore, 'get'>;
  readonly inspections: Pick<InspectionStore, 'recommendation'>;
  readonly registrations: Pick<RegistrationStore, 'get'>;
  readonly exemplars: Pick<ExemplarStore, 'get'>;
  readonly workPlans: Pick<WorkPlanStore, 'task'>;
  readonly officers: Pick<OfficerStore, 'get'>;
};

export type Teller = (sources: Sources, event: StoredEvent) => Promise<News | null>;
