import type { CampaignStore } from '../campaigns/campaign.store.ts';
import type { DossierStore } from '../dossiers/dossier.store.ts';
import type { NomineeStore } from '../dossiers/nominee.store.ts';
import type { PublicityStore } from '../publicity/publicity.store.ts';
import type { RoundStore } from '../rounds/round.store.ts';
import type { SubjectStore } from '../subjects/subject.store.ts';
import type { UnitScope } from '../units/change-root.ts';
import type { ExemplarYearStore } from './exemplar-year.store.ts';
import type { ExemplarStore } from './exemplar.store.ts';

export type ExemplarDeps = UnitScope & {
  readonly exemplarYears: ExemplarYearStore;
  readonly exemplars: ExemplarStore;
  readonly subjects: Pick<SubjectStore, 'get'>;
  readonly campaigns: Pick<CampaignStore, 'get'>;
  readonly rounds: Pick<RoundStore, 'get' | 'guard'>;
  readonly dossiers: Pick<DossierStore, 'create'>;
  readonly nominees: Pick<NomineeStore, 'add'>;
  readonly publicity: Pick<PublicityStore, 'saveItem' | 'linked' | 'item'>;
};
