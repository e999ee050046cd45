import type { AwardStore } from '../awards/award.store.ts';
import type { CalendarStore } from '../calendar/calendar.store.ts';
import type { DeadlineStore } from '../deadlines/deadline.store.ts';
import type { DecisionRegisterStore } from '../decisions/register.store.ts';
import type { InspectionStore } from '../inspections/inspection.store.ts';
import type { DossierStore } from '../dossiers/dossier.store.ts';
import type { PaymentListStore } from '../fund/payment-list.store.ts';
import type { Scope } from '../kernel/scope.ts';
import type { UnitStore } from '../units/unit.store.ts';
import type { RevocationStore } from './revocation.store.ts';

/** Everything that the revocation use cases work with. */
export type RevocationDeps = Scope & {
  readonly units: UnitStore;
  readonly calendar: Pick<CalendarStore, 'current'>;
  readonly deadlines: Pick<DeadlineStore, 'get' | 'put'>;
  readonly decisionRegisters: DecisionRegisterStore;
  readonly dossiers: Pick<DossierStore, 'decision' | 'addDecision' | 'linkCorrection'>;
  readonly awards: Pick<AwardStore, 'get' | 'change' | 'ofSubject'>;
  readonly paymentLists: Pick<PaymentListStore, 'line' | 'nothingToRecover'>;
  readonly inspections: Pick<InspectionStore, 'get'>;
  readonly revocations: RevocationStore;
};
