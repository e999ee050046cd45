import type { Resolvers } from '../generated/graphql.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { viewerOf } from '../units/viewer.ts';
import { appointOfficer } from './appoint-officer.ts';
import { correctOfficer, endOfficer } from './change-officer.ts';
import { officerMachine } from './officer.policy.ts';
import { countCoverage, listCoverage, listOfficers, officerHistory, viewOfficer } from './view-officers.ts';

export const officerResolvers: Resolvers = {
  Query: {
    officer: async (_root, { id }, { deps }) => (await viewOfficer(deps, id)) ?? null,
    officers: async (_root, { unitId, status, ...args }, { deps }) =>
      connection(await listOfficers(deps, unitId, status ?? 'SERVING', args)),
    officerCoverage: async (_root, { underUnitId, unitKinds, trainedSince, list, ...args }, { deps }) =>
      connection(await listCoverage(deps, { underUnitId, unitKinds, trainedSince, list }, args)),
    officerCounts: (_root, question, { deps }) => countCoverage(deps, question),
  },
  Mutation: {
    appointOfficer: async (_root, { input }, { deps }) =>
      toPayload('officer', await appointOfficer(deps, input)),
    correctOfficer: async (_root, { input }, { deps }) =>
      toPayload('officer', await correctOfficer(deps, input)),
    endOfficer: async (_root, { input }, { deps }) => toPayload('officer', await endOfficer(deps, input)),
  },
  Officer: {
    unit: async ({ unitId }, _args, { deps }) => (await deps.units.registry()).require(unitId),
    phone: ({ contact }) => contact.phone,
    email: ({ contact }) => contact.email,
    former: async ({ formerId }, _args, { deps }) =>
      (formerId && (await viewOfficer(deps, formerId))) || null,
    history: async (officer, args, { deps }) => {
      const page = await officerHistory(deps, officer, args);
      return page && connection(page);
    },
    availableActions: async (officer, _args, { deps }) =>
      officerMachine.availableActions(officer, await viewerOf(deps)),
  },
};
