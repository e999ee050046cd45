import type { SchemaFile } from '../generated/compact-schema.ts';
import type { Resolvers } from '../generated/graphql.ts';

/**
 * The resolvers of each file of the schema, which answer the fields that the file declares. They are loaded with the first
 * operation that asks for one of these, so that a cold start doesn't grow with the number of slices.
 */
export const resolvers: Readonly<Record<SchemaFile, () => Promise<Resolvers>>> = {
  access: async () => (await import('./me.resolvers.ts')).meResolvers,
  attachment: async () => (await import('../attachments/attachment.resolvers.ts')).attachmentResolvers,
  award: async () => (await import('../awards/award.resolvers.ts')).awardResolvers,
  base: async () => (await import('./base.resolvers.ts')).baseResolvers,
  ballot: async () => (await import('../ballots/ballot.resolvers.ts')).ballotResolvers,
  bonus: async () => (await import('../law/bonus.resolvers.ts')).bonusResolvers,
  calendar: async () => (await import('../calendar/calendar.resolvers.ts')).calendarResolvers,
  campaign: async () => (await import('../campaigns/campaign.resolvers.ts')).campaignResolvers,
  'campaign-work': async () => (await import('../campaigns/work.resolvers.ts')).workResolvers,
  complaint: async () => (await import('../complaints/complaint.resolvers.ts')).complaintResolvers,
  candidate: async () => (await import('../eligibility/candidate.resolvers.ts')).candidateResolvers,
  consultation: async () =>
    (await import('../consultations/consultation.resolvers.ts')).consultationResolvers,
  council: async () => (await import('../councils/council.resolvers.ts')).councilResolvers,
  deadline: async () => (await import('../deadlines/deadline.resolvers.ts')).deadlineResolvers,
  certificate: async () => (await import('../certificates/certificate.resolvers.ts')).certificateResolvers,
  revocation: async () => (await import('../revocations/revocation.resolvers.ts')).revocationResolvers,
  decision: async () => (await import('../decisions/decision.resolvers.ts')).decisionResolvers,
  dossier: async () => (await import('../dossiers/dossier.resolvers.ts')).dossierResolvers,
  eligibility: async () => (await import('../eligibility/eligibility.resolvers.ts')).eligibilityResolvers,
  exemplar: async () => (await import('../exemplars/exemplar.resolvers.ts')).exemplarResolvers,
  inspection: async () => (await import('../inspections/inspection.resolvers.ts')).inspectionResolvers,
  law: async () => (await import('../law/law.resolvers.ts')).lawResolvers,
  'law-books': async () => (await import('../law/books.resolvers.ts')).bookResolvers,
  meeting: async () => (await import('../meetings/meeting.resolvers.ts')).meetingResolvers,
  posting: async () => (await import('../postings/posting.resolvers.ts')).postingResolvers,
  fund: async () => (await import('../fund/fund.resolvers.ts')).fundResolvers,
  payment: async () => (await import('../fund/payment.resolvers.ts')).paymentResolvers,
  'local-rule': async () => (await import('../local-rules/local-rule.resolvers.ts')).localRuleResolvers,
  notice: async () => (await import('../notices/notice.resolvers.ts')).noticeResolvers,
  procedure: async () => (await import('../law/procedure.resolvers.ts')).procedureResolvers,
  quota: async () => (await import('../quotas/quota.resolvers.ts')).quotaResolvers,
  record: async () => (await import('../records/record.resolvers.ts')).recordResolvers,
  initiative: async () => (await import('../records/initiative.resolvers.ts')).initiativeResolvers,
  'record-import': async () => (await import('../records/import.resolvers.ts')).importResolvers,
  registration: async () => (await import('../campaigns/registration.resolvers.ts')).registrationResolvers,
  round: async () => (await import('../rounds/round.resolvers.ts')).roundResolvers,
  'rule-change': async () => (await import('../eligibility/rule-change.resolvers.ts')).ruleChangeResolvers,
  search: async () => (await import('../search/search.resolvers.ts')).searchResolvers,
  service: async () => (await import('../law/service.resolvers.ts')).serviceResolvers,
  statistics: async () => (await import('../statistics/statistics.resolvers.ts')).statisticsResolvers,
  subject: async () => (await import('../subjects/subject.resolvers.ts')).subjectResolvers,
  unit: async () => (await import('../units/unit.resolvers.ts')).unitResolvers,
  webhook: async () => (await import('../webhooks/webhook.resolvers.ts')).webhookResolvers,
};
