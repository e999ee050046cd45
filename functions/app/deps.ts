import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { userStore, type UserStore } from '../access/user.store.ts';
import { asActor } from '../access/user.ts';
import { attachmentStore, type AttachmentStore } from '../attachments/attachment.store.ts';
import type { Files } from '../attachments/files.ts';
import type { OwnerViews } from '../attachments/view-attachment.ts';
import type { KeyWrap } from '../ballots/key-wrap.ts';
import { meetingStore, type MeetingStore } from '../meetings/meeting.store.ts';
import { awardStore, type AwardStore } from '../awards/award.store.ts';
import { addressedUnitStore, type AddressedUnitStore } from '../campaigns/addressed-unit.store.ts';
import { calendarStore, type CalendarStore } from '../calendar/calendar.store.ts';
import { campaignStore, type CampaignStore } from '../campaigns/campaign.store.ts';
import { councilStore, type CouncilStore } from '../councils/council.store.ts';
import { deadlineStore, type DeadlineStore } from '../deadlines/deadline.store.ts';
import { certificateStore, type CertificateStore } from '../certificates/certificate.store.ts';
import type { Signer } from '../certificates/signer.ts';
import { revocationStore, type RevocationStore } from '../revocations/revocation.store.ts';
import { decisionRegisterStore, type DecisionRegisterStore } from '../decisions/register.store.ts';
import { dossierStore, type DossierStore } from '../dossiers/dossier.store.ts';
import { nomineeStore, type NomineeStore } from '../dossiers/nominee.store.ts';
import { campaignWorkStore, type CampaignWorkStore } from '../campaigns/work.store.ts';
import { registrationStore, type RegistrationStore } from '../campaigns/registration.store.ts';
import { exemplarYearStore, type ExemplarYearStore } from '../exemplars/exemplar-year.store.ts';
import { inspectionStore, type InspectionStore } from '../inspections/inspection.store.ts';
import { exemplarStore, type ExemplarStore } from '../exemplars/exemplar.store.ts';
import { complaintStore, type ComplaintStore } from '../complaints/complaint.store.ts';
import { anonymous, type Actor } from '../kernel/actor.ts';
import { today, type Clock } from '../kernel/clock.ts';
import { cursorSecret, openCursors, type CursorSecret, type Cursors } from '../kernel/cursors.ts';
import { ulidSource, type Id, type Ids } from '../kernel/ids.ts';
import { sourceSalts, type SourceSalts } from '../kernel/source.ts';
import type { Scope } from '../kernel/scope.ts';
import { openTable, type Table } from '../kernel/table/table.ts';
import { opinionStore, type OpinionStore } from '../postings/opinion.store.ts';
import { postingStore, type PostingStore } from '../postings/posting.store.ts';
import { fundStore, type FundStore } from '../fund/fund.store.ts';
import { paymentListStore, type PaymentListStore } from '../fund/payment-list.store.ts';
import { localRuleStore, type LocalRuleStore } from '../local-rules/local-rule.store.ts';
import { noticeStore, type NoticeStore } from '../notices/notice.store.ts';
import { roundStore, type RoundStore } from '../rounds/round.store.ts';
import type { Sealer } from '../subjects/sealer.ts';
import { importStore, type ImportStore } from '../records/import/import.store.ts';
import { initiativeStore, type InitiativeStore } from '../records/initiative.store.ts';
import { verdictStore, type VerdictStore } from '../eligibility/verdict.store.ts';
import { quotaStore, type QuotaStore } from '../quotas/quota.store.ts';
import { recordStore, type RecordStore } from '../records/record.store.ts';
import { subjectStore, type SubjectStore } from '../subjects/subject.store.ts';
import { webhookStore, type WebhookStore } from '../webhooks/webhook.store.ts';
import { emptyUnitCache, unitStore, type UnitCache, type UnitStore } from '../units/unit.store.ts';
import { attachmentOwners } from './attachment-owners.ts';

/** What a process keeps between requests. */
export type Shared = {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  /** The ballot box, apart from everything else. */
  readonly boxTableName: string;
  /** Keeps private keys of ballots unreadable. */
  readonly ballotKeys: KeyWrap;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly unitCache: UnitCache;
  readonly cursorSecret: CursorSecret;
  readonly sourceSalts: SourceSalts;
  /** Keeps personal numbers unreadable. */
  readonly sealer: Sealer;
  /** Keeps complainants unreadable, under a key of their own. */
  readonly complaintSealer: Sealer;
  /** Signs certificates. */
  readonly signer: Signer;
  /** Where attachments are kept. */
  readonly files: Files;
  /** The administrator named at deployment. */
  readonly rootAdmin: Id<'usr'> | undefined;
};

/** Everything that use cases and resolvers may use during one request. */
export type Deps = Scope & {
  readonly cursors: Cursors;
  /** Who asks, as far as limits need to know: a hash that nobody can undo once the day's salt is gone. */
  readonly source: () => Promise<string>;
  readonly units: UnitStore;
  readonly users: UserStore;
  readonly subjects: SubjectStore;
  readonly verdicts: VerdictStore;
  readonly quotas: QuotaStore;
  readonly records: RecordStore;
  readonly initiatives: InitiativeStore;
  readonly imports: ImportStore;
  readonly sealer: Sealer;
  readonly signer: Signer;
  /** Working days: law, notices and what the province declared. */
  readonly calendar: CalendarStore;
  readonly campaigns: CampaignStore;
  readonly addressedUnits: AddressedUnitStore;
  readonly councils: CouncilStore;
  readonly meetings: MeetingStore;
  /** The ballot box; what is in it, its own slice knows. */
  readonly boxTable: Table;
  readonly ballotKeys: KeyWrap;
  readonly rounds: RoundStore;
  readonly localRules: LocalRuleStore;
  readonly funds: FundStore;
  readonly paymentLists: PaymentListStore;
  readonly deadlines: DeadlineStore;
  readonly notices: NoticeStore;
  readonly webhooks: WebhookStore;
  readonly dossiers: DossierStore;
  readonly nominees: NomineeStore;
  readonly decisionRegisters: DecisionRegisterStore;
  readonly certificates: CertificateStore;
  readonly revocations: RevocationStore;
  readonly postings: PostingStore;
  readonly opinions: OpinionStore;
  readonly attachments: AttachmentStore;
  readonly attachmentOwners: OwnerViews;
  readonly files: Files;
  readonly awards: AwardStore;
  readonly registrations: RegistrationStore;
  readonly campaignWork: CampaignWorkStore;
  readonly exemplarYears: ExemplarYearStore;
  readonly exemplars: ExemplarStore;
  readonly inspections: InspectionStore;
  readonly complaints: ComplaintStore;
  readonly complaintSealer: Sealer;
};

type Given = Pick<
  Shared,
  | 'client'
  | 'tableName'
  | 'boxTableName'
  | 'ballotKeys'
  | 'clock'
  | 'sealer'
  | 'signer'
  | 'complaintSealer'
  | 'files'
  | 'rootAdmin'
>;

export const shared = (own: Given): Shared => ({
  ...own,
  ids: ulidSource(own.clock),
  unitCache: emptyUnitCache(),
  cursorSecret: cursorSecret(),
  sourceSalts: sourceSalts(),
});

export type Caller = {
  readonly requestId: string;
  readonly userId: Id<'usr'> | undefined;
  /** The address that the gateway saw, never one that a header claims. */
  readonly sourceIp?: string | undefined;
};

export function createDeps(process: Shared, caller: Caller): Deps {
  const { clock, ids, sealer, signer, complaintSealer, files } = process;
  const table = openTable(process.client, process.tableName);
  const cursors = openCursors(table, process.cursorSecret, caller.userId ?? 'anonymous');
  const reader = { table, cursors };
  const users = userStore(reader);
  const units = unitStore(table, process.unitCache);
  const imports = importStore(reader);
  const subjects = subjectStore(reader, units, clock);
  const dossiers = dossierStore(reader);
  const campaigns = campaignStore(reader);
  const inspections = inspectionStore(reader);
  let loaded: Promise<Actor> | undefined;
  const actor = () => (loaded ??= loadActor(process, users, caller.userId));
  const { sourceIp, ...named } = caller;
  return {
    ...named,
    source: () => process.sourceSalts.hash(table, clock, sourceIp ?? 'unknown'),
    clock,
    ids,
    table,
    cursors,
    actor,
    units,
    users,
    subjects,
    verdicts: verdictStore(table),
    records: recordStore(reader, subjects, units, imports),
    imports,
    quotas: quotaStore(table),
    initiatives: initiativeStore(reader),
    sealer,
    signer,
    calendar: calendarStore(table),
    campaigns,
    addressedUnits: addressedUnitStore(reader),
    councils: councilStore(reader),
    meetings: meetingStore(reader),
    boxTable: openTable(process.client, process.boxTableName),
    ballotKeys: process.ballotKeys,
    rounds: roundStore(reader),
    localRules: localRuleStore(table),
    funds: fundStore(reader),
    paymentLists: paymentListStore(reader),
    deadlines: deadlineStore(reader),
    notices: noticeStore(reader),
    webhooks: webhookStore(reader),
    dossiers,
    nominees: nomineeStore(reader),
    decisionRegisters: decisionRegisterStore(reader),
    certificates: certificateStore(reader),
    revocations: revocationStore(reader),
    postings: postingStore(reader),
    opinions: opinionStore(reader),
    attachments: attachmentStore(table, () => clock.now()),
    attachmentOwners: attachmentOwners({ clock, actor, units, dossiers, campaigns, inspections, imports }),
    files,
    awards: awardStore(reader),
    registrations: registrationStore(reader),
    campaignWork: campaignWorkStore(reader),
    exemplarYears: exemplarYearStore(reader),
    exemplars: exemplarStore(reader),
    inspections,
    complaints: complaintStore(reader),
    complaintSealer,
  };
}

/** A signed-in person whom no administrator has registered holds no grant at all. */
async function loadActor(process: Shared, users: UserStore, userId: Id<'usr'> | undefined): Promise<Actor> {
  if (userId === undefined) return anonymous;
  const record = await users.get(userId);
  const actor = record
    ? asActor(record, today(process.clock))
    : { kind: 'user' as const, userId, name: '', grants: [] };
  return { ...actor, root: userId === process.rootAdmin };
}
