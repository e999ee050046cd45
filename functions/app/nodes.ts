import { viewUser } from '../access/view-user.ts';
import { viewCertificate } from '../certificates/view-certificates.ts';
import { viewRevocation } from '../revocations/view-revocations.ts';
import { viewDossier } from '../dossiers/view-dossier.ts';
import { viewAttachment } from '../attachments/view-attachment.ts';
import { viewCampaign } from '../campaigns/view-campaigns.ts';
import { viewPlan, viewReport, viewReview } from '../campaigns/view-work.ts';
import { viewConsultation } from '../consultations/view-consultations.ts';
import { viewCouncil } from '../councils/view-councils.ts';
import { viewRegistration } from '../campaigns/view-registrations.ts';
import { viewExemplar, viewExemplarYear } from '../exemplars/view-exemplars.ts';
import { findDeclaration } from '../calendar/change-calendar.ts';
import {
  viewChecklist,
  viewInspection,
  viewPlan as viewInspectionPlan,
  viewRecommendation,
} from '../inspections/view-inspections.ts';
import { viewComplaint } from '../complaints/view-complaints.ts';
import type { ResolversTypes } from '../generated/graphql.ts';
import { parseId, type idTypes, type IdPrefix } from '../kernel/ids.ts';
import { viewBallot } from '../ballots/view-ballots.ts';
import { viewMeeting } from '../meetings/view-meetings.ts';
import { viewInitiative } from '../records/view-initiative.ts';
import { reloadPlan } from '../officers/issue-plan.ts';
import { viewOfficer } from '../officers/view-officers.ts';
import { viewTask } from '../officers/view-plans.ts';
import {
  viewClass as viewTrainingClass,
  viewNomination as viewTrainingNomination,
  viewPlan as viewTrainingPlan,
} from '../training/view-training.ts';
import { viewItem as viewMediaItem, viewPlan as viewPublicityPlan } from '../publicity/view-publicity.ts';
import { viewDocument } from '../library/view-documents.ts';
import { viewOpinion, viewPosting } from '../postings/view-postings.ts';
import { viewImport } from '../records/import/view-imports.ts';
import { viewRound } from '../rounds/view-rounds.ts';
import { viewExport } from '../exports/view-exports.ts';
import { viewFund, viewPaymentList } from '../fund/view-funds.ts';
import { viewSubject } from '../subjects/view-subjects.ts';
import type { Context } from './context.ts';

type NodeType = (typeof idTypes)[IdPrefix];

/** How to load each type of node for the caller; undefined when absent or not visible. */
type NodeLoader = (id: string, ctx: Context) => Promise<Awaited<ResolversTypes['Node']> | undefined>;

export const nodeLoaders: Partial<Record<NodeType, NodeLoader>> = {
  Unit: async (raw, { deps }) => {
    const id = parseId('unt', raw);
    const unit = id && (await deps.units.registry()).get(id);
    return unit && { ...unit, __typename: 'Unit' };
  },
  Award: async (raw, { deps }) => {
    const id = parseId('awd', raw);
    const award = id && (await deps.awards.get(id));
    return award && { ...award, __typename: 'Award' };
  },
  Export: async (raw, { deps }) => {
    const one = await viewExport(deps, raw);
    return one && { ...one, __typename: 'Export' };
  },
  Fund: async (raw, { deps }) => {
    const fund = await viewFund(deps, raw);
    return fund && { ...fund, __typename: 'Fund' };
  },
  PaymentList: async (raw, { deps }) => {
    const list = await viewPaymentList(deps, raw);
    return list && { ...list, __typename: 'PaymentList' };
  },
  LocalRulebook: async (raw, { deps }) => {
    const book = (await deps.localRules.shelf()).books.find((one) => one.id === raw);
    return book && { ...book, __typename: 'LocalRulebook' };
  },
  Round: async (raw, { deps }) => {
    const round = await viewRound(deps, raw);
    return round && { ...round, __typename: 'Round' };
  },
  Council: async (raw, { deps }) => {
    const council = await viewCouncil(deps, raw);
    return council && { ...council, __typename: 'Council' };
  },
  Ballot: async (raw, { deps }) => {
    const ballot = await viewBallot(deps, raw);
    return ballot && { ...ballot, __typename: 'Ballot' };
  },
  Meeting: async (raw, { deps }) => {
    const meeting = await viewMeeting(deps, raw);
    return meeting && { ...meeting, __typename: 'Meeting' };
  },
  Dossier: async (raw, { deps }) => {
    const dossier = await viewDossier(deps, raw);
    return dossier && { ...dossier, __typename: 'Dossier' };
  },
  Consultation: async (raw, { deps }) => {
    const consultation = await viewConsultation(deps, raw);
    return consultation && { ...consultation, __typename: 'Consultation' };
  },
  Certificate: async (raw, { deps }) => {
    const certificate = await viewCertificate(deps, raw);
    return certificate && { ...certificate, __typename: 'Certificate' };
  },
  Revocation: async (raw, { deps }) => {
    const revocation = await viewRevocation(deps, raw);
    return revocation && { ...revocation, __typename: 'Revocation' };
  },
  Posting: async (raw, { deps }) => {
    const posting = await viewPosting(deps, raw);
    return posting && { ...posting, __typename: 'Posting' };
  },
  Opinion: async (raw, { deps }) => {
    const opinion = await viewOpinion(deps, raw);
    return opinion && { ...opinion, __typename: 'Opinion' };
  },
  Decision: async (raw, { deps }) => {
    const id = parseId('dec', raw);
    const decision = id && (await deps.dossiers.decision(id));
    return decision && { ...decision, __typename: 'Decision' };
  },
  Subject: async (raw, { deps }) => {
    const subject = await viewSubject(deps, raw);
    return subject && { ...subject, __typename: 'Subject' };
  },
  Attachment: async (raw, { deps }) => {
    const file = await viewAttachment(deps, raw);
    return file && { ...file, __typename: 'Attachment' };
  },
  Campaign: async (raw, { deps }) => {
    const campaign = await viewCampaign(deps, raw);
    return campaign && { ...campaign, __typename: 'Campaign' };
  },
  ActionPlan: async (raw, { deps }) => {
    const plan = await viewPlan(deps, raw);
    return plan && { ...plan, __typename: 'ActionPlan' };
  },
  ProgressReport: async (raw, { deps }) => {
    const report = await viewReport(deps, raw);
    return report && { ...report, __typename: 'ProgressReport' };
  },
  CampaignReview: async (raw, { deps }) => {
    const review = await viewReview(deps, raw);
    return review && { ...review, __typename: 'CampaignReview' };
  },
  Registration: async (raw, { deps }) => {
    const registration = await viewRegistration(deps, raw);
    return registration && { ...registration, __typename: 'Registration' };
  },
  Complaint: async (raw, { deps }) => {
    const complaint = await viewComplaint(deps, raw);
    return complaint && { ...complaint, __typename: 'Complaint' };
  },
  InspectionPlan: async (raw, { deps }) => {
    const plan = await viewInspectionPlan(deps, raw);
    return plan && { ...plan, __typename: 'InspectionPlan' };
  },
  Checklist: async (raw, { deps }) => {
    const checklist = await viewChecklist(deps, raw, null);
    return checklist && { ...checklist, __typename: 'Checklist' };
  },
  Inspection: async (raw, { deps }) => {
    const inspection = await viewInspection(deps, raw);
    return inspection && { ...inspection, __typename: 'Inspection' };
  },
  Recommendation: async (raw, { deps }) => {
    const recommendation = await viewRecommendation(deps, raw);
    return recommendation && { ...recommendation, __typename: 'Recommendation' };
  },
  Officer: async (raw, { deps }) => {
    const officer = await viewOfficer(deps, raw);
    return officer && { ...officer, __typename: 'Officer' };
  },
  WorkPlan: async (raw, { deps }) => {
    const plan = await reloadPlan(deps, raw);
    return plan && { ...plan, __typename: 'WorkPlan' };
  },
  PlanTask: async (raw, { deps }) => {
    const task = await viewTask(deps, raw);
    return task && { ...task, __typename: 'PlanTask' };
  },
  PublicityPlan: async (raw, { deps }) => {
    const plan = await viewPublicityPlan(deps, raw);
    return plan && { ...plan, __typename: 'PublicityPlan' };
  },
  MediaItem: async (raw, { deps }) => {
    const item = await viewMediaItem(deps, raw);
    return item && { ...item, __typename: 'MediaItem' };
  },
  TrainingPlan: async (raw, { deps }) => {
    const plan = await viewTrainingPlan(deps, raw);
    return plan && { ...plan, __typename: 'TrainingPlan' };
  },
  TrainingClass: async (raw, { deps }) => {
    const one = await viewTrainingClass(deps, raw);
    return one && { ...one, __typename: 'TrainingClass' };
  },
  TrainingNomination: async (raw, { deps }) => {
    const one = await viewTrainingNomination(deps, raw);
    return one && { ...one, __typename: 'TrainingNomination' };
  },
  ExemplarYear: async (raw, { deps }) => {
    const year = await viewExemplarYear(deps, raw);
    return year && { ...year, __typename: 'ExemplarYear' };
  },
  Exemplar: async (raw, { deps }) => {
    const exemplar = await viewExemplar(deps, raw);
    return exemplar && { ...exemplar, __typename: 'Exemplar' };
  },
  Notice: async (raw, { deps }) => {
    const id = parseId('ntc', raw);
    const notice = id && deps.userId && (await deps.notices.get(deps.userId, id));
    return notice ? { ...notice, __typename: 'Notice' } : undefined;
  },
  LegalDocument: async (raw, { deps }) => {
    const document = await viewDocument(deps, raw);
    return document && { ...document, __typename: 'LegalDocument' };
  },
  HolidayDeclaration: async (raw, { deps }) => {
    const declaration = await findDeclaration(deps, raw);
    return declaration && { ...declaration, __typename: 'HolidayDeclaration' };
  },
  Initiative: async (raw, { deps }) => {
    const initiative = await viewInitiative(deps, raw);
    return initiative && { ...initiative, __typename: 'Initiative' };
  },
  RecordImport: async (raw, { deps }) => {
    const found = await viewImport(deps, raw);
    return found && { ...found, __typename: 'RecordImport' };
  },
  User: async (raw, { deps }) => {
    const user = await viewUser(deps, raw);
    return user && { ...user, __typename: 'User' };
  },
};
