import type { Resolvers } from '../generated/graphql.ts';
import { viewCampaign } from '../campaigns/view-campaigns.ts';
import { lawStatus } from '../law/datum.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { viewRound } from '../rounds/view-rounds.ts';
import { viewerOf } from '../units/viewer.ts';
import { addNominees } from './add-nominees.ts';
import { appraiseNominees, confirmNominees, finishAppraisal } from './appraise-nominees.ts';
import { reevaluateDossier } from './ask-evaluation.ts';
import { attachToDossier, detachFromDossier } from './attach-file.ts';
import { decideDossier } from './decide-dossier.ts';
import { availableActions, seesAppraisal } from './dossier.policy.ts';
import { createDossier, saveDossierDraft } from './draft-dossier.ts';
import { forwardDossier } from './forward-dossier.ts';
import { receiveDossier } from './receive-dossier.ts';
import { removeNominees } from './remove-nominees.ts';
import { sendToCouncil } from './send-to-council.ts';
import { replacedBy, standingBodyRules } from './standing-body.ts';
import { viewRoute } from './view-route.ts';
import { recordStateAnswer } from './record-state-answer.ts';
import { notifyResult } from './result-notice.ts';
import { returnDossier } from './return-dossier.ts';
import { saveNomineeReport } from './save-nominee-report.ts';
import { submitDossier } from './submit-dossier.ts';
import { listDossiers, viewAssessments, viewStanding, viewDifference, viewDossier } from './view-dossier.ts';
import { closeDossier, withdrawDossier } from './withdraw-dossier.ts';

const counts = (perAward: Readonly<Record<string, number>>) =>
  Object.entries(perAward).map(([awardCode, count]) => ({ awardCode, count }));

export const dossierResolvers: Resolvers = {
  Query: {
    dossier: async (_root, { id }, { deps }) => (await viewDossier(deps, id)) ?? null,
    dossiers: async (_root, { filter, ...args }, { deps }) =>
      connection(await listDossiers(deps, filter, args)),
  },
  Mutation: {
    createDossier: async (_root, { input }, { deps }) =>
      toPayload('dossier', await createDossier(deps, input)),
    saveDossierDraft: async (_root, { input }, { deps }) =>
      toPayload('dossier', await saveDossierDraft(deps, input)),
    addNominees: async (_root, { input }, { deps }) => toPayload('dossier', await addNominees(deps, input)),
    removeNominees: async (_root, { input }, { deps }) =>
      toPayload('dossier', await removeNominees(deps, input)),
    saveNomineeReport: async (_root, { input }, { deps }) =>
      toPayload('dossier', await saveNomineeReport(deps, input)),
    attachToDossier: async (_root, { input }, { deps }) =>
      toPayload('dossier', await attachToDossier(deps, input)),
    detachFromDossier: async (_root, { input }, { deps }) =>
      toPayload('dossier', await detachFromDossier(deps, input)),
    submitDossier: async (_root, { input }, { deps }) =>
      toPayload('dossier', await submitDossier(deps, input)),
    withdrawDossier: async (_root, { input }, { deps }) =>
      toPayload('dossier', await withdrawDossier(deps, input)),
    receiveDossier: async (_root, { input }, { deps }) =>
      toPayload('dossier', await receiveDossier(deps, input)),
    returnDossier: async (_root, { input }, { deps }) =>
      toPayload('dossier', await returnDossier(deps, input)),
    reevaluateDossier: async (_root, { input }, { deps }) =>
      toPayload('dossier', await reevaluateDossier(deps, input)),
    appraiseNominees: async (_root, { input }, { deps }) =>
      toPayload('dossier', await appraiseNominees(deps, input)),
    confirmNominees: async (_root, { input }, { deps }) =>
      toPayload('dossier', await confirmNominees(deps, input)),
    finishAppraisal: async (_root, { input }, { deps }) =>
      toPayload('dossier', await finishAppraisal(deps, input)),
    sendToCouncil: async (_root, { input }, { deps }) =>
      toPayload('dossier', await sendToCouncil(deps, input)),
    decideDossier: async (_root, { input }, { deps }) =>
      toPayload('dossier', await decideDossier(deps, input)),
    forwardDossier: async (_root, { input }, { deps }) =>
      toPayload('dossier', await forwardDossier(deps, input)),
    recordStateAnswer: async (_root, { input }, { deps }) =>
      toPayload('dossier', await recordStateAnswer(deps, input)),
    notifyResult: async (_root, { input }, { deps }) => toPayload('dossier', await notifyResult(deps, input)),
    closeDossier: async (_root, { input }, { deps }) => toPayload('dossier', await closeDossier(deps, input)),
  },
  Dossier: {
    authorUnit: async (dossier, _args, { deps }) =>
      (await deps.units.registry()).require(dossier.authorUnitId),
    handlerUnit: async ({ handlerUnitId }, _args, { deps }) =>
      handlerUnitId && (await deps.units.registry()).require(handlerUnitId),
    campaign: async ({ campaignId }, _args, { deps }) =>
      (campaignId && (await viewCampaign(deps, campaignId))) ?? null,
    round: async ({ round }, _args, { deps }) => (round && (await viewRound(deps, round.id))) ?? null,
    route: async (dossier, _args, { deps }) => {
      const [viewer, { books }] = await Promise.all([viewerOf(deps), deps.localRules.shelf()]);
      const local = standingBodyRules(books, dossier, viewer.registry, viewer.on);
      return viewRoute(dossier, viewer, replacedBy(local));
    },
    suspended: async (dossier, _args, { deps }) =>
      seesAppraisal(dossier, await viewerOf(deps)) ? dossier.suspended : null,
    held: async (dossier, _args, { deps }) =>
      seesAppraisal(dossier, await viewerOf(deps)) ? dossier.heldBy.length : null,
    posting: async ({ posting }, _args, { deps }) =>
      (posting && (await deps.postings.get(posting.id))) ?? null,
    awardsAsked: (dossier) => counts(dossier.totalPerAward),
    progress: async (dossier, _args, { deps }) =>
      seesAppraisal(dossier, await viewerOf(deps)) ? dossier.counters : null,
    nominees: async (dossier, args, { deps }) => connection(await deps.nominees.page(dossier.id, args)),
    decision: async ({ decisionId }, _args, { deps }) =>
      (decisionId && (await deps.dossiers.decision(decisionId))) ?? null,
    revisions: async (dossier, args, { deps }) =>
      connection(await deps.dossiers.pageRevisions(dossier.id, args)),
    difference: async (dossier, { from, to }, { deps }) =>
      (await viewDifference(deps, dossier.id, from, to)) ?? null,
    history: async (dossier, args, { deps }) => connection(await deps.dossiers.history(dossier.id, args)),
    availableActions: async (dossier, _args, { deps }) => availableActions(dossier, await viewerOf(deps)),
  },
  RouteStep: { status: ({ status }) => lawStatus(status) },
  AppraisalProgress: { approved: (counters) => counts(counters.approved) },
  Handling: {
    unit: async (handling, _args, { deps }) => (await deps.units.registry()).require(handling.unitId),
  },
  Nominee: {
    unit: async (nominee, _args, { deps }) => (await deps.units.registry()).require(nominee.unitId),
    report: (nominee, { revision }, { deps }) => {
      if (revision != null) return deps.nominees.submittedReport(nominee, revision);
      return nominee.hasReport ? deps.nominees.report(nominee.dossierId, nominee.id) : '';
    },
    assessments: (nominee, _args, { deps }) => viewAssessments(deps, nominee),
    standing: (nominee, _args, { deps }) => viewStanding(deps, nominee),
  },
  Decision: {
    issuerUnit: async ({ issuerUnitId }, _args, { deps }) =>
      issuerUnitId && (await deps.units.registry()).require(issuerUnitId),
    corrects: async ({ corrects }, _args, { deps }) =>
      (corrects && (await deps.dossiers.decision(corrects))) ?? null,
    correctedBy: async ({ id }, _args, { deps }) => {
      const ids = await deps.dossiers.corrections(id);
      const found = await Promise.all(ids.map((one) => deps.dossiers.decision(one)));
      return found.flatMap((one) => one ?? []);
    },
    changes: ({ changes }) =>
      changes.map(({ awardId, says: { name = null, position = null, unitName = null } }) => ({
        ...{ awardId, name, position, unitName },
      })),
    awardCounts: (decision) => counts(decision.awardCounts),
    dossier: async (decision, _args, { deps }) => (await viewDossier(deps, decision.dossierId)) ?? null,
  },
};
