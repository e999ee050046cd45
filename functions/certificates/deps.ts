import type { AwardStore } from '../awards/award.store.ts';
import type { CalendarStore } from '../calendar/calendar.store.ts';
import type { DossierStore } from '../dossiers/dossier.store.ts';
import type { Scope } from '../kernel/scope.ts';
import type { Sealer } from '../subjects/sealer.ts';
import type { UnitStore } from '../units/unit.store.ts';
import type { CertificateStore } from './certificate.store.ts';
import type { Signer } from './signer.ts';

/** Everything that the certificate use cases work with. */
export type CertificateDeps = Scope & {
  readonly units: UnitStore;
  readonly calendar: Pick<CalendarStore, 'current'>;
  readonly dossiers: Pick<DossierStore, 'decision'>;
  readonly awards: Pick<AwardStore, 'get'>;
  readonly certificates: CertificateStore;
  readonly sealer: Sealer;
  readonly signer: Signer;
  readonly source: () => Promise<string>;
};
