import type { Clock } from '../kernel/clock.ts';
import type { Cursors } from '../kernel/cursors.ts';
import type { ListReader } from '../kernel/lists.ts';
import { lazyMembers, type LazyMembers, type Loaded } from '../kernel/lazy-members.ts';
import type { Table } from '../kernel/table/table.ts';
import type { ImportStore } from '../records/import/import.store.ts';
import type { SubjectStore } from '../subjects/subject.store.ts';
import type { UnitStore } from '../units/unit.store.ts';

/** What stores are made of, for one request. */
export type Making = {
  readonly table: Table;
  /** What is derived from events and can be built anew; lists of it are read like any. */
  readonly views: ListReader;
  /** The ballot box; what is in it, its own slice knows. */
  readonly boxTable: Table;
  readonly cursors: Cursors;
  readonly clock: Clock;
  readonly units: UnitStore;
  /** Stores that others are made of. */
  readonly stores: () => { readonly subjects: SubjectStore; readonly imports: ImportStore };
};

/**
 * The stores, each loaded with the first operation whose slices use it (`generated/slice-stores.ts`), so that a cold start
 * doesn't grow with their number.
 */
const loaders = {
  addressedUnits: async () => (await import('../campaigns/addressed-unit.store.ts')).addressedUnitStore,
  attachments: async () => {
    const { attachmentStore } = await import('../attachments/attachment.store.ts');
    return ({ table, clock }: Making) => attachmentStore(table, () => clock.now());
  },
  awards: async () => (await import('../awards/award.store.ts')).awardStore,
  ballots: async () => (await import('../ballots/ballot.store.ts')).ballotStore,
  box: async () => {
    const { boxStore } = await import('../ballots/box.store.ts');
    return ({ boxTable }: Making) => boxStore(boxTable);
  },
  calendar: async () => {
    const { calendarStore } = await import('../calendar/calendar.store.ts');
    return ({ table }: Making) => calendarStore(table);
  },
  campaignWork: async () => (await import('../campaigns/work.store.ts')).campaignWorkStore,
  campaigns: async () => (await import('../campaigns/campaign.store.ts')).campaignStore,
  certificates: async () => (await import('../certificates/certificate.store.ts')).certificateStore,
  complaints: async () => (await import('../complaints/complaint.store.ts')).complaintStore,
  consultations: async () => (await import('../consultations/consultation.store.ts')).consultationStore,
  councils: async () => (await import('../councils/council.store.ts')).councilStore,
  deadlines: async () => (await import('../deadlines/deadline.store.ts')).deadlineStore,
  decisionRegisters: async () => (await import('../decisions/register.store.ts')).decisionRegisterStore,
  documents: async () => {
    const { documentStore } = await import('../library/document.store.ts');
    return ({ table }: Making) => documentStore(table);
  },
  dossiers: async () => (await import('../dossiers/dossier.store.ts')).dossierStore,
  exemplarYears: async () => (await import('../exemplars/exemplar-year.store.ts')).exemplarYearStore,
  exemplars: async () => (await import('../exemplars/exemplar.store.ts')).exemplarStore,
  exports: async () => (await import('../exports/export.store.ts')).exportStore,
  funds: async () => (await import('../fund/fund.store.ts')).fundStore,
  imports: async () => (await import('../records/import/import.store.ts')).importStore,
  initiatives: async () => (await import('../records/initiative.store.ts')).initiativeStore,
  inspections: async () => (await import('../inspections/inspection.store.ts')).inspectionStore,
  localRules: async () => {
    const { localRuleStore } = await import('../local-rules/local-rule.store.ts');
    return ({ table }: Making) => localRuleStore(table);
  },
  mails: async () => (await import('../notices/mail.store.ts')).mailStore,
  meetings: async () => (await import('../meetings/meeting.store.ts')).meetingStore,
  nominees: async () => (await import('../dossiers/nominee.store.ts')).nomineeStore,
  notices: async () => (await import('../notices/notice.store.ts')).noticeStore,
  officers: async () => (await import('../officers/officer.store.ts')).officerStore,
  opinions: async () => (await import('../postings/opinion.store.ts')).opinionStore,
  paymentLists: async () => (await import('../fund/payment-list.store.ts')).paymentListStore,
  postings: async () => (await import('../postings/posting.store.ts')).postingStore,
  publicity: async () => (await import('../publicity/publicity.store.ts')).publicityStore,
  procedures: async () => {
    const { procedureStore } = await import('../library/procedure.store.ts');
    return ({ views }: Making) => procedureStore(views);
  },
  quotas: async () => {
    const { quotaStore } = await import('../quotas/quota.store.ts');
    return ({ table }: Making) => quotaStore(table);
  },
  records: async () => {
    const { recordStore } = await import('../records/record.store.ts');
    return (of: Making) => recordStore(of, of.stores().subjects, of.units, of.stores().imports);
  },
  registrations: async () => (await import('../campaigns/registration.store.ts')).registrationStore,
  revocations: async () => (await import('../revocations/revocation.store.ts')).revocationStore,
  rounds: async () => (await import('../rounds/round.store.ts')).roundStore,
  search: async () => {
    const { searchStore } = await import('../search/search.store.ts');
    return ({ views }: Making) => searchStore(views.table);
  },
  statistics: async () => {
    const { statisticsStore } = await import('../statistics/statistics.store.ts');
    return ({ views }: Making) => statisticsStore(views);
  },
  statisticsHead: async () => {
    const { headStore } = await import('../statistics/head.store.ts');
    return ({ table }: Making) => headStore(table);
  },
  subjects: async () => {
    const { subjectStore } = await import('../subjects/subject.store.ts');
    return (of: Making) => subjectStore(of, of.units, of.clock);
  },
  training: async () => (await import('../training/training.store.ts')).trainingStore,
  verdicts: async () => {
    const { verdictStore } = await import('../eligibility/verdict.store.ts');
    return ({ table }: Making) => verdictStore(table);
  },
  webhooks: async () => (await import('../webhooks/webhook.store.ts')).webhookStore,
  workPlans: async () => (await import('../officers/plan.store.ts')).workPlanStore,
};

type Loaders = typeof loaders;

export type StoreName = keyof Loaders;
export type Stores = Loaded<Loaders>;
export type StoreLoader = LazyMembers<Making, Loaders>;

export const storeLoader = (): StoreLoader => lazyMembers<Making, Loaders>(loaders);

/** Those of this process. */
export const stores = storeLoader();
