import type { UserStore } from '../access/user.store.ts';
import type { AttachmentStore } from '../attachments/attachment.store.ts';
import type { Files } from '../attachments/files.ts';
import type { CalendarStore } from '../calendar/calendar.store.ts';
import type { DeadlineStore } from '../deadlines/deadline.store.ts';
import type { DossierStore } from '../dossiers/dossier.store.ts';
import type { NomineeStore } from '../dossiers/nominee.store.ts';
import type { LocalRuleStore } from '../local-rules/local-rule.store.ts';
import type { Sealer } from '../subjects/sealer.ts';
import type { SubjectStore } from '../subjects/subject.store.ts';
import type { UnitScope } from '../units/change-root.ts';
import type { ComplaintStore } from './complaint.store.ts';

export type ComplaintDeps = UnitScope & {
  readonly complaints: ComplaintStore;
  readonly users: Pick<UserStore, 'get'>;
  readonly subjects: Pick<SubjectStore, 'get'>;
  readonly dossiers: Pick<DossierStore, 'get' | 'decision' | 'follow'>;
  readonly nominees: Pick<NomineeStore, 'get' | 'update'>;
  readonly deadlines: Pick<DeadlineStore, 'get' | 'put' | 'pageByLane'>;
  readonly calendar: Pick<CalendarStore, 'current'>;
  readonly localRules: Pick<LocalRuleStore, 'shelf'>;
  readonly attachments: Pick<AttachmentStore, 'get' | 'create'>;
  readonly files: Files;
  /** Seals who complained, under a key that opens nothing else. */
  readonly complaintSealer: Sealer;
  /** Where a request comes from, as a keyed hash of the day. */
  readonly source: () => Promise<string>;
};

/** What the lists of complaints need: nothing that opens anything sealed. */
export type ComplaintListDeps = UnitScope & Pick<ComplaintDeps, 'complaints' | 'deadlines'>;
