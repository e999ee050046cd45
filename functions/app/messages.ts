import { attachmentMessages } from '../attachments/attachment.refusals.ts';
import { calendarMessages } from '../calendar/calendar.refusals.ts';
import { webhookMessages } from '../webhooks/webhook.refusals.ts';
import { noticeMessages } from '../notices/notice.refusals.ts';
import { ballotMessages } from '../ballots/ballot.refusals.ts';
import { campaignMessages } from '../campaigns/campaign.refusals.ts';
import { consultationMessages } from '../consultations/consultation.refusals.ts';
import { councilMessages } from '../councils/council.refusals.ts';
import { certificateMessages } from '../certificates/certificate.refusals.ts';
import { revocationMessages } from '../revocations/revocation.refusals.ts';
import { decisionMessages } from '../decisions/decision.refusals.ts';
import { dossierMessages } from '../dossiers/dossier.refusals.ts';
import { catalogueMessages } from '../law/catalogue.refusals.ts';
import { inspectionMessages } from '../inspections/inspection.refusals.ts';
import { complaintMessages } from '../complaints/complaint.refusals.ts';
import { exemplarMessages } from '../exemplars/exemplar.refusals.ts';
import { importMessages } from '../records/import/import.refusals.ts';
import { recordMessages } from '../records/record.refusals.ts';
import { officerMessages } from '../officers/officer.refusals.ts';
import { publicityMessages } from '../publicity/publicity.refusals.ts';
import { trainingMessages } from '../training/training.refusals.ts';
import { meetingMessages } from '../meetings/meeting.refusals.ts';
import { postingMessages } from '../postings/posting.refusals.ts';
import { exportMessages } from '../exports/export.refusals.ts';
import { fundMessages } from '../fund/fund.refusals.ts';
import { localRuleMessages } from '../local-rules/local-rule.refusals.ts';
import { eligibilityMessages } from '../law/eligibility/eligibility.refusals.ts';
import { quotaMessages } from '../quotas/quota.refusals.ts';
import { roundMessages } from '../rounds/round.refusals.ts';
import { subjectMessages } from '../subjects/subject.refusals.ts';
import { unitMessages } from '../units/unit.refusals.ts';
import { kernelMessages, type RefusalCode, type RefusalMessage } from '../kernel/refusal.ts';

/** Every refusal code with its Vietnamese sentence; a code without one doesn't compile. */
export const messages: Readonly<Record<RefusalCode, RefusalMessage>> = {
  ...kernelMessages,
  ...unitMessages,
  ...roundMessages,
  ...councilMessages,
  ...meetingMessages,
  ...decisionMessages,
  ...ballotMessages,
  ...certificateMessages,
  ...revocationMessages,
  ...dossierMessages,
  ...consultationMessages,
  ...postingMessages,
  ...subjectMessages,
  ...recordMessages,
  ...importMessages,
  ...attachmentMessages,
  ...campaignMessages,
  ...noticeMessages,
  ...webhookMessages,
  ...catalogueMessages,
  ...exemplarMessages,
  ...complaintMessages,
  ...calendarMessages,
  ...localRuleMessages,
  ...inspectionMessages,
  ...officerMessages,
  ...trainingMessages,
  ...publicityMessages,
  ...eligibilityMessages,
  ...quotaMessages,
  ...fundMessages,
  ...exportMessages,
};
