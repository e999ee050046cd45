import { accessPermissions } from '../access/user.policy.ts';
import { attachmentPermissions } from '../attachments/attachment.policy.ts';
import { calendarPermissions } from '../calendar/calendar.policy.ts';
import { webhookPermissions } from '../webhooks/webhook.policy.ts';
import { noticePermissions } from '../notices/notice.policy.ts';
import { ballotPermissions } from '../ballots/ballot.policy.ts';
import { campaignPermissions, participantPermissions } from '../campaigns/campaign.policy.ts';
import { registrationPermissions } from '../campaigns/registration.policy.ts';
import { consultationPermissions } from '../consultations/consultation.policy.ts';
import { councilPermissions } from '../councils/council.policy.ts';
import { certificatePermissions } from '../certificates/certificate.policy.ts';
import { revocationPermissions } from '../revocations/revocation.policy.ts';
import { decisionPermissions } from '../decisions/decision.policy.ts';
import { dossierPermissions } from '../dossiers/dossier.policy.ts';
import { inspectionPermissions } from '../inspections/inspection.policy.ts';
import { complaintPermissions } from '../complaints/complaint.policy.ts';
import { exemplarPermissions } from '../exemplars/exemplar.policy.ts';
import { importPermissions } from '../records/import/import.policy.ts';
import { recordPermissions } from '../records/record.policy.ts';
import { officerPermissions } from '../officers/officer.policy.ts';
import { workPlanPermissions } from '../officers/plan.policy.ts';
import { publicityPermissions } from '../publicity/publicity.policy.ts';
import { trainingPermissions } from '../training/training.policy.ts';
import { meetingPermissions } from '../meetings/meeting.policy.ts';
import { postingPermissions } from '../postings/posting.policy.ts';
import { ruleChangePermissions } from '../eligibility/rule-change.policy.ts';
import { fundPermissions, paymentPermissions } from '../fund/fund.policy.ts';
import { documentPermissions } from '../library/document.policy.ts';
import { localRulePermissions } from '../local-rules/local-rule.policy.ts';
import { quotaPermissions } from '../quotas/quota.policy.ts';
import { roundPermissions } from '../rounds/round.policy.ts';
import { statisticsPermissions } from '../statistics/statistics.policy.ts';
import { subjectPermissions } from '../subjects/subject.policy.ts';
import { unitPermissions } from '../units/unit.policy.ts';
import type { PermissionTable, User } from '../kernel/actor.ts';

/** Every action of every slice with the roles that may do it. */
export const permissions: PermissionTable = {
  ...accessPermissions,
  ...unitPermissions,
  ...roundPermissions,
  ...quotaPermissions,
  ...localRulePermissions,
  ...ruleChangePermissions,
  ...fundPermissions,
  ...paymentPermissions,
  ...councilPermissions,
  ...meetingPermissions,
  ...decisionPermissions,
  ...ballotPermissions,
  ...certificatePermissions,
  ...revocationPermissions,
  ...dossierPermissions,
  ...consultationPermissions,
  ...postingPermissions,
  ...statisticsPermissions,
  ...subjectPermissions,
  ...recordPermissions,
  ...importPermissions,
  ...attachmentPermissions,
  ...campaignPermissions,
  ...noticePermissions,
  ...webhookPermissions,
  ...calendarPermissions,
  ...participantPermissions,
  ...registrationPermissions,
  ...exemplarPermissions,
  ...complaintPermissions,
  ...inspectionPermissions,
  ...officerPermissions,
  ...workPlanPermissions,
  ...trainingPermissions,
  ...publicityPermissions,
  ...documentPermissions,
};

/** Action codes that the user's roles allow at one unit or another. */
export const permissionCodes = (user: User): readonly string[] =>
  Object.entries(permissions)
    .filter(([, allowed]) => user.grants.some((grant) => allowed.includes(grant.role)))
    .map(([code]) => code)
    .sort();
