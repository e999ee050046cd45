import type { Resolvers } from '../generated/graphql.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { lawStatus } from '../law/datum.ts';
import { askEligibility } from './ask-eligibility.ts';
import { linesOf } from './flatten.ts';
import {
  countsOf,
  pageStandings,
  viewDossierEligibility,
  viewNomineeEligibility,
} from './view-eligibility.ts';
import { viewEvaluations, viewRecordedVerdict, viewVerdicts } from './view-evaluations.ts';

export const eligibilityResolvers: Resolvers = {
  Query: {
    eligibility: async (_root, { input }, { deps }) =>
      toPayload('verdict', await askEligibility(deps, { ...input, type: input.type ?? 'MERIT' })),
  },
  Dossier: {
    eligibility: (dossier, _args, { deps }) => viewDossierEligibility(deps, dossier),
    evaluations: (dossier, _args, { deps }) => viewEvaluations(deps, dossier),
  },
  DossierEligibility: {
    counts: (standings) => countsOf(standings),
    nominees: async (standings, { outcome, ...args }, { deps }) =>
      connection(await pageStandings(deps, standings, outcome ?? null, args)),
  },
  Nominee: {
    eligibility: (nominee, _args, { deps }) => viewNomineeEligibility(deps, nominee),
    recordedEligibility: (nominee, _args, { deps }) => viewRecordedVerdict(deps, nominee),
    evaluations: (nominee, _args, { deps }) => viewVerdicts(deps, nominee),
  },
  EligibilityVerdict: {
    status: ({ status }) => lawStatus(status),
    conditions: (verdict) => linesOf(verdict),
  },
};
