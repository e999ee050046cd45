import type { AttachmentStore } from '../attachments/attachment.store.ts';
import type { CalendarStore } from '../calendar/calendar.store.ts';
import type { DeadlineStore } from '../deadlines/deadline.store.ts';
import type { CampaignStore } from '../campaigns/campaign.store.ts';
import type { LocalRuleStore } from '../local-rules/local-rule.store.ts';
import type { DecisionRegisterStore } from '../decisions/register.store.ts';
import type { VerdictStore } from '../eligibility/verdict.store.ts';
import type { QuotaStore } from '../quotas/quota.store.ts';
import type { Scope } from '../kernel/scope.ts';
import type { RoundStore } from '../rounds/round.store.ts';
import type { SubjectStore } from '../subjects/subject.store.ts';
import type { UnitStore } from '../units/unit.store.ts';
import type { DossierStore } from './dossier.store.ts';
import type { NomineeStore } from './nominee.store.ts';

/** Everything that the dossier use cases work with. */
export type DossierDeps = Scope & {
  readonly units: UnitStore;
  readonly dossiers: DossierStore;
  readonly nominees: NomineeStore;
  readonly localRules: Pick<LocalRuleStore, 'shelf' | 'guard'>;
  readonly rounds: Pick<RoundStore, 'get' | 'guard'>;
  readonly subjects: Pick<SubjectStore, 'get'>;
  readonly verdicts: Pick<VerdictStore, 'get' | 'done'>;
  readonly quotas: Pick<QuotaStore, 'take' | 'giveBack'>;
  readonly attachments: Pick<AttachmentStore, 'get' | 'attach' | 'detach'>;
  readonly deadlines: Pick<DeadlineStore, 'get' | 'put'>;
  readonly calendar: Pick<CalendarStore, 'current'>;
  readonly decisionRegisters: DecisionRegisterStore;
  readonly campaigns: Pick<CampaignStore, 'get'>;
};
